"""Matching: the experts of the pool who can be asked, those nearest to a suggestion first.

Whose field the topic is comes first; among these, and after them, the likeness of the text to
the expert's own words (cosine of pairs of characters weighted by tf · idf, as for repeats).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal import chinese
from search.asking import ask
from search.engines.interface import SearchUnavailable
from search.items import Index
from search.likeness import USUAL_RARITY, Vector, likeness, pairs, vector
from search.queries.plan import Field, Token
from search.rarity import weights
from suggestions.models import Expert, Suggestion

SHOWN = 30
WORDS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Match:
    """An expert, why they fit, and how like their words are to the text (0 to 1)."""

    expert: Expert
    is_field: bool
    likeness: float
    words: tuple[str, ...]


def experts_for(suggestion: Suggestion, *, on: date) -> list[Match]:
    """Who could be asked on `on`, the nearest first; who has nothing in common is left out.

    Four queries and one request, whatever the size of the pool. Without the engine all pairs
    of characters count alike.
    """
    text = f"{suggestion.title}\n{suggestion.problem}\n{suggestion.proposal}"
    rarities = _rarities(pairs(text))
    wanted = vector(pairs(text), rarities)
    own_words = _words(text)
    pool = Expert.objects.serving(on).select_related("user").prefetch_related("topics")
    found = [_match(one, suggestion, wanted, rarities, own_words) for one in pool]
    fitting = [match for match in found if match.is_field or match.words]
    fitting.sort(key=lambda match: (not match.is_field, -match.likeness, match.expert.pk))
    return fitting[:SHOWN]


def _match(
    expert: Expert,
    suggestion: Suggestion,
    wanted: Vector,
    rarities: Mapping[str, float],
    words: Sequence[str],
) -> Match:
    topics = list(expert.topics.all())
    about = "\n".join([expert.affiliation, expert.words, *(topic.name for topic in topics)])
    theirs = set(_words(about))
    path = suggestion.topic.path if suggestion.topic else ""
    return Match(
        expert=expert,
        is_field=any(path.startswith(topic.path) for topic in topics),
        likeness=likeness(wanted, pairs(about), rarities),
        words=tuple(word for word in words if word in theirs)[:WORDS_SHOWN],
    )


def _words(text: str) -> list[str]:
    """The dictionary words of `text`, each once, in reading order."""
    return list(dict.fromkeys(chinese.long_words(chinese.runs(text))))


def _rarities(counts: Counter[str]) -> dict[str, float]:
    """How much each pair of characters says."""
    tokens = [Token(Field.BIGRAMS, (pair,)) for pair in counts]
    if not tokens:
        return {}
    try:
        known, _is_fallback = ask(lambda engine: engine.frequencies(Index.PUBLIC, tokens))
    except SearchUnavailable:
        return dict.fromkeys(counts, USUAL_RARITY)
    return dict(weights(tokens, known))
