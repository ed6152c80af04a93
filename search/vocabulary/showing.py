"""Which picks a visitor sees for a query."""

from search.vocabulary.known import Vocabulary
from search.vocabulary.picks import MOST_SHOWN, Pick, asked


def picks_for(query: str, known: Vocabulary) -> list[Pick]:
    """The editors' picks for exactly `query`, at most `MOST_SHOWN`; no query if there are none."""
    keys = known.picks.get(asked(query), ())
    if not keys:
        return []
    rows = Pick.objects.public().filter(pk__in=keys)
    return list(rows.select_related("page", "golden_idea__suggestion")[:MOST_SHOWN])
