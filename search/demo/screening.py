"""What the demo's editors keep for screening: word lists and templates."""

from search.demo.reading import text_file
from suggestions.handling.words.keeping import add_words
from suggestions.models import StepTemplate, WordList


def keep_lists() -> None:
    """Store the word lists and the templates."""
    texts = text_file("words")
    for told in texts["list"]:
        fields = {"name": told["name"], "treatment": told["treatment"]}
        add_words(WordList.objects.create(**fields), told["words"])
    for told in texts["template"]:
        StepTemplate.objects.create(**told)
