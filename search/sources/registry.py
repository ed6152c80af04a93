"""The list of sources; a new kind of item is added here."""

from django.db.models import Model

from search.items import Kind
from search.sources import articles, campaigns, golden_ideas, hotline, suggestions
from search.sources.source import Source

SOURCES: dict[Kind, Source] = {
    source.kind: source
    for source in (
        suggestions.SOURCE,
        golden_ideas.SOURCE,
        campaigns.SOURCE,
        articles.SOURCE,
        hotline.SOURCE,
    )
}


def source_of(model: type[Model]) -> Source | None:
    """The source whose rows are of `model`, None if it is not searched."""
    return next((source for source in SOURCES.values() if source.model is model), None)
