"""How an item's text is cut for the engines: the same for all of them."""

from portal import chinese
from search.items import Item
from search.queries.plan import Field


def cut(item: Item) -> dict[Field, list[str]]:
    """The tokens of each field in reading order, with repetitions."""
    title = chinese.runs(item.title)
    whole = [*title, *chinese.runs(item.body), *chinese.runs(item.keywords)]
    return {
        Field.BIGRAMS: chinese.bigrams(whole),
        Field.WORDS: chinese.words(whole),
        Field.CHARACTERS: chinese.characters(whole),
        Field.TITLE: chinese.bigrams(title),
        Field.CITATIONS: list(item.citations),
    }
