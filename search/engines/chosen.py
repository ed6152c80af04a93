"""Which engines the settings choose: one answers, all that are named are kept up to date."""

from django.conf import settings

from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine, client
from search.engines.interface import Engine


def engine_names() -> tuple[str, ...]:
    """The engines to keep up to date, the one that answers first.

    SEARCH_FALLBACK keeps the database's index beside Elasticsearch for when that is down.
    """
    if settings.SEARCH_ENGINE == "elasticsearch" and settings.SEARCH_FALLBACK:
        return ("elasticsearch", "database")
    return (settings.SEARCH_ENGINE,)


def engine(name: str = "") -> Engine:
    """The engine called `name`, by default the one that answers. Raises KeyError."""
    return _MAKERS[name or settings.SEARCH_ENGINE]()


def _elasticsearch() -> Engine:
    return ElasticsearchEngine(client(), prefix=settings.ELASTICSEARCH_PREFIX)


_MAKERS = {"database": DatabaseEngine, "elasticsearch": _elasticsearch}
