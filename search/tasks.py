"""Search's work in the background. All of it may run twice or late."""

from celery import shared_task
from celery.utils.log import get_task_logger

from search.engines.chosen import engine, engine_names
from search.engines.interface import SearchUnavailable
from search.indexing.shipping import ship as ship_to
from search.indexing.verifying import verify_index
from search.items import Index

logger = get_task_logger(__name__)


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
    """Compare database and indexes, repair what differs and renew the statistics."""
    for name in engine_names():
        try:
            for index in Index:
                report = verify_index(engine(name), index, repair=True)
                engine(name).settle(index)
                logger.info("%s, %s: %s", name, index, report)
        except SearchUnavailable as error:
            logger.warning("search engine %s is not available: %s", name, error)
