"""What hears that a word has changed, and begins a new edition of the vocabulary."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_unpublished

from portal.models import RegulationPage, Topic
from portal.regulations.articles import Article
from portal.signals import rows_changed
from search.vocabulary.edition import words_changed
from search.vocabulary.picks import Pick
from search.vocabulary.synonyms import SynonymGroup

KEPT = (SynonymGroup, Pick, Topic, PageViewRestriction)


def connect() -> None:
    """Listen to all that the vocabulary is made of."""
    for signal in (post_save, post_delete):
        for model in KEPT:
            signal.connect(row_changed, sender=model, dispatch_uid="search-vocabulary")
    post_delete.connect(row_changed, sender=RegulationPage, dispatch_uid="search-vocabulary")
    page_unpublished.connect(row_changed, sender=RegulationPage, dispatch_uid="search-vocabulary")
    rows_changed.connect(articles_changed, sender=Article, dispatch_uid="search-vocabulary")


def row_changed(sender: type[Model], **signal: Any) -> None:
    """A word, a pick, a topic or who may read a page."""
    words_changed()


def articles_changed(**signal: Any) -> None:
    """A law was published, hidden, renamed or moved: its articles tell it."""
    words_changed()
