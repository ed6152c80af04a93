"""Search's work in the background. All of it may run twice or late."""

from datetime import timedelta

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from search.asked.log import forget_queries
from search.engines.chosen import engine, engine_names
from search.engines.interface import SearchUnavailable
from search.hot_issues.tasks import group_hot_issues
from search.indexing.shipping import ship as ship_to
from search.indexing.verifying import verify_index
from search.items import Index
from search.returning.tasks import bring_back_from_pool
from search.routing.tasks import guess_routing, learn_routing

__all__ = [
    "bring_back_from_pool",
    "forget_asked",
    "group_hot_issues",
    "guess_routing",
    "learn_routing",
    "ship",
    "tidy",
]

logger = get_task_logger(__name__)

UNFINISHED_AFTER = timedelta(days=1)
"""A rebuild that has not come to its end by then was killed."""


@shared_task
def ship() -> None:
    """Send what lies in the outbox to every engine; what is down now is tried again later."""
    for name in engine_names():
        try:
            ship_to(name)
        except SearchUnavailable as error:
            logger.warning("search engine %s is not available: %s", name, error)


@shared_task
def tidy() -> None:
    """Compare database and indexes, repair what differs and renew the statistics.

    What a rebuild left that was killed long ago is dropped.
    """
    for name in engine_names():
        try:
            for index in Index:
                engine(name).forget_unfinished(index, timezone.now() - UNFINISHED_AFTER)
                report = verify_index(engine(name), index, repair=True)
                engine(name).settle(index)
                logger.info("%s, %s: %s", name, index, report)
        except SearchUnavailable as error:
            logger.warning("search engine %s is not available: %s", name, error)


@shared_task
def forget_asked() -> None:
    """Delete old and rare entries from the log of queries; safe to run at any time."""
    forget_queries(on=timezone.localdate())
