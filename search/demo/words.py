"""What the demo's editors keep for the search: synonyms and picks."""

from django.db.models import Model

from search.demo.city import City
from search.demo.reading import text_file
from search.vocabulary.picks import Pick
from search.vocabulary.synonyms import SynonymGroup
from suggestions.models import GoldenIdea


def choose_words(city: City) -> None:
    """Store the words, checked like those that editors type."""
    texts = text_file("words")
    rows: list[Model] = [SynonymGroup(words=words) for words in texts["synonyms"]]
    rows += [_pick(city, fields) for fields in texts["pick"]]
    for row in rows:
        row.full_clean()
        row.save()


def _pick(city: City, fields: dict[str, str]) -> Pick:
    """A pick of a call, or of the golden idea made of a suggestion."""
    pick = Pick(queries=fields["queries"], note=fields["note"])
    if "call" in fields:
        pick.page = city.campaigns[fields["call"]]
    else:
        pick.golden_idea = GoldenIdea.objects.get(suggestion__title=fields["idea"])
    return pick
