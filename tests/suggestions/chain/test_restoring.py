"""Erase, verify, restore, verify: what was erased does not come back with a backup."""

import json
import shutil
import uuid
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from suggestions.chain.entry import ChainEntry
from suggestions.chain.erasing import ledger
from suggestions.chain.erasing.erasing import erase, erase_account
from suggestions.chain.erasing.erasure import Erasure, Ground
from suggestions.chain.erasing.repeating import not_repeated, repeat_erasures
from suggestions.chain.sealing import seal_waiting
from suggestions.models import Suggestion
from tests import databases
from tests.factories import SuggestionFactory, UserFactory

HOUR = timedelta(hours=1)
FIRST_KEY = "first" * 10
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_ledger(settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "ledger.jsonl")


class Backup:
    """A copy of the whole database as it was, made and restored by the engine's own means."""

    name = f"golden_ideas_backup_of_{databases.own_name()}"

    def __init__(self):
        connections.close_all()
        engine = databases._engine()
        engine.drop(self.name)
        engine.copy(databases.own_name(), self.name)

    def restore(self):
        connections.close_all()
        engine = databases._engine()
        engine.drop(databases.own_name())
        engine.copy(self.name, databases.own_name())
        engine.drop(self.name)
        connections.close_all()


def verified():
    """The exit code of verify_log and what it said."""
    said = StringIO()
    try:
        call_command("verify_log", stdout=said)
    except SystemExit as end:
        return end.code, said.getvalue()
    return 0, said.getvalue()


def checkpoint():
    """SQLite: bring everything into the file that is copied."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_erase_verify_restore_verify(decision):
    receipt = decision.suggestion.receipt
    checkpoint()
    backup = Backup()
    erase(decision.suggestion, reason=Ground.CONSENT, by=None, at=timezone.now())
    seal_waiting()
    assert verified()[0] == 0

    backup.restore()
    assert Suggestion.objects.get(receipt=receipt).author_name == "王小明"
    code, said = verified()
    assert (code, "1 erasures are not repeated" in said) == (1, True)
    call_command("repeat_erasures", stdout=StringIO())
    seal_waiting()

    code, said = verified()
    assert (code, said.startswith("valid, ")) == (0, True)
    assert Suggestion.objects.get(receipt=receipt).author_name == ""
    assert Erasure.objects.count() == 1


def test_a_site_is_not_ready_while_erasures_are_not_repeated(decision, client):
    checkpoint()
    backup = Backup()
    erase(decision.suggestion, reason=Ground.CONSENT, by=None, at=timezone.now() - HOUR)
    assert client.get(reverse("health_ready")).status_code == 200

    backup.restore()

    assert client.get(reverse("health_ready")).status_code == 500
    repeat_erasures(at=timezone.now())
    assert client.get(reverse("health_ready")).status_code == 200


def test_a_second_run_repeats_nothing(decision):
    checkpoint()
    backup = Backup()
    erase(decision.suggestion, reason=Ground.CONSENT, by=None, at=timezone.now())
    backup.restore()

    assert repeat_erasures(at=timezone.now()).done == 1
    entries = ChainEntry.objects.count()

    repeated = repeat_erasures(at=timezone.now())
    assert (repeated.done, repeated.absent) == (0, 0)
    assert ChainEntry.objects.count() == entries


def test_an_erasure_of_what_the_backup_never_had_is_noted_once(submitted):
    checkpoint()
    backup = Backup()
    later = SuggestionFactory(campaign=submitted.campaign)
    erase(later, reason=Ground.PERIOD, by=None, at=timezone.now())
    backup.restore()

    assert repeat_erasures(at=timezone.now()).absent == 1
    assert not_repeated() == []
    assert verified()[0] == 0


def test_an_account_is_erased_again_with_its_suggestions(submitted):
    person = UserFactory(name="王小明")
    Suggestion.objects.update(author=person)
    checkpoint()
    backup = Backup()
    erase_account(person, reason=Ground.CONSENT, by=None, at=timezone.now())
    backup.restore()

    assert repeat_erasures(at=timezone.now()).done == 2
    person.refresh_from_db()
    assert (person.name, person.is_active) == ("", False)
    assert Suggestion.objects.get().author is None


def test_a_ledger_that_was_cut_is_found(decision, settings):
    erase(decision.suggestion, reason=Ground.CONSENT, by=None, at=timezone.now())
    seal_waiting()

    shutil.os.truncate(settings.ERASURES_FILE, 0)

    code, said = verified()
    assert (code, "1 erasures are missing in the file" in said) == (1, True)


def test_after_a_rotation_erasures_are_repeated_with_the_earlier_key(decision, settings):
    restored_under_a_new_key(decision, settings)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY, FIRST_KEY]

    assert repeat_erasures(at=timezone.now()).done == 1
    assert Suggestion.objects.get().author_name == ""


def test_without_the_earlier_key_nothing_is_noted_as_absent(decision, settings, client):
    restored_under_a_new_key(decision, settings)

    with pytest.raises(CommandError, match=r"1 erasures .* SECRET_KEY_FALLBACKS"):
        call_command("repeat_erasures", stdout=StringIO())

    assert not Erasure.objects.exists()
    assert client.get(reverse("health_ready")).status_code == 500


def test_lines_from_before_fingerprints_are_read_as_ever(decision, settings):
    settings.SECRET_KEY = FIRST_KEY
    line = ledger.Line(
        str(uuid.uuid4()), ledger.digest_of(decision.suggestion), "consent", False, "2026-11-22"
    )
    before = {name: value for name, value in vars(line).items() if name != "key"}
    Path(settings.ERASURES_FILE).write_text(json.dumps(before) + "\n")

    assert repeat_erasures(at=timezone.now()).done == 1


def restored_under_a_new_key(decision, settings):
    """Erased under one key, restored from a backup, and opened under another."""
    settings.SECRET_KEY = FIRST_KEY
    checkpoint()
    backup = Backup()
    erase(decision.suggestion, reason=Ground.CONSENT, by=None, at=timezone.now() - HOUR)
    backup.restore()
    settings.SECRET_KEY = "second" * 10
