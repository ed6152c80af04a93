"""The task of the night."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.conf import settings
from django.utils import timezone

from search.engines.interface import SearchUnavailable
from search.hot_issues.night import group_now

logger = get_task_logger(__name__)


@shared_task
def group_hot_issues() -> None:
    """Group the suggestions of the last days; may run twice. While search is down nothing is
    done, and the last result stays.
    """
    now = timezone.now()
    until = timezone.localdate(now)
    try:
        group_now(until=until, days=settings.HOT_ISSUE_DAYS, at=now)
    except SearchUnavailable as error:
        logger.warning("hot issues were not grouped: %s", error)
