"""How much a token says: the rarer it is among all items, the more."""

from collections.abc import Iterable, Mapping
from math import log

from search.engines.interface import Frequencies
from search.queries.plan import Token


def inverse_frequency(total: int, found_in: int) -> float:
    """The idf of BM25 (Robertson and Zaragoza 2009), in the form that is never negative."""
    return log(1 + (total - min(found_in, total) + 0.5) / (found_in + 0.5))


def weights(tokens: Iterable[Token], known: Frequencies) -> Mapping[str, float]:
    """The weight of each token's text."""
    return {
        token.parts[0]: inverse_frequency(known.total, known.found_in.get(token, 0))
        for token in tokens
    }
