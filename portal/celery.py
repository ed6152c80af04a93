"""The Celery application; tasks live in each package's tasks.py."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)  # a task's lines carry the ids of its request


@setup_logging.connect
def log_as_the_site_does(**kwargs: Any) -> None:
    """Let workers write the same lines as the site, with the same things blotted out.

    While somebody listens here, Celery sets up no logging of its own.
    """
    logging.config.dictConfig(settings.LOGGING)
