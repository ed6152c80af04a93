"""Routing's work in the background. All of it may run twice or late.

What learns and guesses is loaded when a task first runs: scikit-learn has no place in the memory
of a process that only answers pages.
"""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone
from django.utils.module_loading import import_string

logger = get_task_logger(__name__)


@shared_task
def learn_routing() -> None:
    """Learn from what was handled until now."""
    learned = import_string("search.routing.learning.learn_routing")(at=timezone.now())
    logger.info("routing learned: %s", learned)


@shared_task
def guess_routing(keys: list[int]) -> None:
    """Guess where these suggestions may belong."""
    import_string("search.routing.guessing.guess_routing")(keys, at=timezone.now())
