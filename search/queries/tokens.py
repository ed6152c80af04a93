"""From clauses to tokens, and which tokens are worth asking for."""

from collections.abc import Iterable, Mapping

from portal import chinese
from search.queries.plan import Field, Token
from search.queries.words import Clause

COMMON = 0.1
"""A token in more than this share of the items says nothing about any of them (measured:
leaving these out costs no rank and halves the time)."""
NOT_COMMON = 50
"""Items; a token in no more of them is never common, however few items there are."""
MOST_TOKENS = 60
"""Tokens of one relaxed query; the rarest are kept."""


def required(clause: Clause) -> list[Token]:
    """The tokens that must all be there for `clause` to be there."""
    runs = chinese.runs(clause.text)
    if clause.is_phrase:
        return [_phrase(runs)]
    return [_single(pair) for pair in dict.fromkeys(chinese.bigrams(runs))]


def one_of(clause: Clause) -> tuple[Token, ...]:
    """The phrases of which one must be there: the word of `clause` and its alternatives."""
    texts = (clause.text, *clause.alternatives)
    return tuple(dict.fromkeys(_phrase(chinese.runs(text)) for text in texts))


def loose(clauses: Iterable[Clause]) -> list[Token]:
    """All tokens of all clauses: pairs, words of two characters or more, and alternatives."""
    tokens: dict[Token, None] = {}
    for clause in clauses:
        runs = chinese.runs(clause.text)
        tokens |= dict.fromkeys(map(_single, chinese.bigrams(runs)))
        tokens |= dict.fromkeys(dictionary_words(runs))
        tokens |= dict.fromkeys(one_of(clause)[1:])
    return list(tokens)


def dictionary_words(runs: Iterable[chinese.Run]) -> list[Token]:
    """The words of two characters or more, in the field of words."""
    return [Token(Field.WORDS, (word,)) for word in dict.fromkeys(chinese.long_words(runs))]


def telling(tokens: Iterable[Token], found_in: Mapping[Token, int], total: int) -> list[Token]:
    """The tokens that tell items apart, rarest first, at most `MOST_TOKENS`.

    `found_in` counts the items with each token, of `total`. Tokens that nothing holds are
    left out; if only common ones are left, these are kept.
    """
    known = [token for token in tokens if found_in.get(token, 0) > 0]
    rare = [token for token in known if found_in[token] <= max(COMMON * total, NOT_COMMON)]
    return sorted(rare or known, key=lambda token: found_in[token])[:MOST_TOKENS]


def _phrase(runs: list[chinese.Run]) -> Token:
    """Pairs in a row are quick; only single characters are exact beside Latin and digits."""
    pairs = chinese.bigrams(runs)
    if len(runs) == 1 and len(runs[0][0]) > 1:
        return Token(Field.BIGRAMS, tuple(pairs))
    return Token(Field.CHARACTERS, tuple(chinese.characters(runs)))


def _single(pair: str) -> Token:
    """A Chinese character that stands alone is looked up among all characters."""
    alone = len(pair) == 1 and not pair.isascii()
    return Token(Field.CHARACTERS if alone else Field.BIGRAMS, (pair,))
