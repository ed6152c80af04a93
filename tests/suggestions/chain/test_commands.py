"""What the commands print is what an auditor reads; what they return is what a script asks."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from suggestions.chain.entry import ChainEntry, ChainHead, Occasion
from suggestions.chain.erasing.erasure import Erasure
from suggestions.chain.public.days import as_json
from suggestions.chain.roots import make_root
from suggestions.chain.verifying import verify
from suggestions.models import Entry
from tests.factories import SuggestionFactory, UserFactory
from tests.suggestions.chain.tampering import chain_anew, execute

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_ledger(settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "ledger.jsonl")


def run(*words):
    """The exit code and the output of a command."""
    said = StringIO()
    try:
        call_command(*words, stdout=said)
    except SystemExit as end:
        return end.code, said.getvalue()
    return 0, said.getvalue()


def test_a_log_that_holds_ends_with_nought_and_its_head(decision):
    head = ChainHead.objects.get()

    code, said = run("verify_log")

    assert code == 0
    assert said.startswith(f"valid, {head.sequence} entries, head {head.sequence} {head.hash}")


def test_a_break_ends_with_one_and_is_shown(decision):
    execute("UPDATE suggestions_decision SET outcome = 'kept'")

    code, said = run("verify_log")

    assert code == 1
    assert "BROKEN at entry" in said
    assert 'outcome: was "adopted", is "kept"' in said


def test_the_answer_as_json(decision):
    code, said = run("verify_log", "--json")
    assert (code, json.loads(said)["valid"], json.loads(said)["compared"]) == (0, True, 6)

    execute("UPDATE suggestions_decision SET outcome = 'kept'")
    code, said = run("verify_log", "--json")
    assert (code, json.loads(said)["break"]["kind"]) == (1, "decision")


def test_a_published_file_or_hash_is_checked_against(decision, tmp_path):
    root = make_root(date(2026, 11, 21), at=timezone.now())
    file = tmp_path / "2026-11-21.json"
    file.write_text(json.dumps(as_json(root)))
    assert run("verify_log", "--root", str(file), "--root", root.head)[0] == 0

    execute("DELETE FROM suggestions_dayroot")
    execute("UPDATE suggestions_chainentry SET occasion = 'adopted' WHERE sequence = 2")
    chain_anew()

    assert run("verify_log")[0] == 0
    assert run("verify_log", "--root", str(file))[0] == 1
    assert run("verify_log", "--root", root.head)[0] == 1


def test_a_file_of_something_else_is_refused(decision, tmp_path):
    (tmp_path / "x.json").write_text("[1]")

    for wrong in (str(tmp_path / "x.json"), str(tmp_path / "none.json"), "abc"):
        with pytest.raises(CommandError, match="neither a hash nor a file"):
            run("verify_log", "--root", wrong)


def test_rows_older_than_the_log_are_taken_up_once_and_say_so(submitted):
    older = Entry(suggestion=submitted, event="progress", at=timezone.now(), note="旧的")
    older.save()

    code, said = run("seal_log", "--adopt")
    assert (code, "1 rows older than the log" in said) == (0, True)
    assert "0 rows older than the log" in run("seal_log", "--adopt")[1]

    entry = ChainEntry.objects.get(kind="entry", row=older.pk)
    assert entry.occasion == Occasion.ADOPTED
    assert verify().compared == 3


def test_a_day_is_closed_by_hand(submitted):
    assert "root: 2026-11-21 2 " in run("seal_log", "--root", "2026-11-21")[1]


def test_erase_says_its_number(submitted):
    code, said = run("erase", "--receipt", submitted.receipt, "--ground", "consent", "--yes")

    assert (code, said.strip()) == (0, f"erased: {Erasure.objects.get().number}")
    submitted.refresh_from_db()
    assert submitted.author_name == ""


def test_erase_asks_first(submitted, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "no")

    with pytest.raises(CommandError, match="Nothing was erased"):
        run("erase", "--receipt", submitted.receipt, "--ground", "consent")

    assert not Erasure.objects.exists()


def test_erase_takes_an_account(submitted):
    person = UserFactory()

    run("erase", "--account", person.username, "--ground", "consent", "--yes")

    person.refresh_from_db()
    assert person.username == f"erased-{person.pk}"


@pytest.mark.parametrize("whose", [("--receipt", "20260101-0000000-0"), ("--account", "nobody")])
def test_erase_refuses_what_is_not_there(whose, db):
    with pytest.raises(CommandError, match="no such"):
        run("erase", *whose, "--ground", "consent", "--yes")


def test_after_rotation_the_log_opens_with_the_new_key_alone(decision, settings):
    new = "new:" + "bmV3LWtleS1vZi0zMi1ieXRlcy1mb3ItdGVzdHMtMTI="
    settings.CONTACT_KEYS = [new, *settings.CONTACT_KEYS]

    code, said = run("rotate_contact_keys")
    settings.CONTACT_KEYS = [new]

    assert (code, "1 keys of the log sealed with new" in said) == (0, True)
    assert verify().compared == 6


def test_without_the_portals_key_the_log_does_not_pass(decision, settings):
    settings.CONTACT_KEYS = ["new:bmV3LWtleS1vZi0zMi1ieXRlcy1mb3ItdGVzdHMtMTI="]

    code, said = run("verify_log")

    assert (code, "cannot be opened: no key named" in said) == (1, True)


def test_a_suggestion_never_logged_can_be_erased(db):
    row = SuggestionFactory(author_name="王小明")

    assert run("erase", "--receipt", row.receipt, "--ground", "period", "--yes")[0] == 0
