"""The task of the night."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from search.asking import ask
from search.engines.interface import SearchUnavailable
from search.returning.night import bring_back

logger = get_task_logger(__name__)


@shared_task
def bring_back_from_pool() -> None:
    """Compare the pool with what came later; may run twice. While search is down nothing is
    done: the next night does it.
    """
    try:
        ask(lambda engine: bring_back(engine, at=timezone.now()))
    except SearchUnavailable as error:
        logger.warning("the pool was not compared: %s", error)
