"""An erasure takes the words and the files of papers; number, kind and date stay."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from suggestions.chain.erasing.erasing import erase
from suggestions.chain.erasing.erasure import Ground
from suggestions.chain.erasing.removing import remove_forgotten_files
from suggestions.models import Paper
from suggestions.papers.paper import PaperKind
from suggestions.papers.writing import Words, write_letter
from tests.factories import SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_words_and_files_of_papers_go(settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "ledger.jsonl")
    suggestion, clerk = SuggestionFactory(author_name="王小明"), UserFactory()
    words = Words("关于王小明来信的答复", "王小明", "王小明：您好。", date(2026, 3, 5))
    facts = {"unit": suggestion.unit, "by": clerk, "at": timezone.now()}
    paper = write_letter(suggestion, PaperKind.REPLY, words, **facts)
    paper.word.save("word.docx", ContentFile(b"PK"))
    place, storage = paper.word.name, paper.word.storage

    erase(suggestion, reason=Ground.CONSENT, by=None, at=timezone.now())
    remove_forgotten_files()

    left = Paper.objects.get()
    assert not storage.exists(place)
    assert (left.word.name, left.number, left.kind) == ("", 1, PaperKind.REPLY)
    assert "王小明" not in f"{left.title}{left.addressee}{left.text}"
