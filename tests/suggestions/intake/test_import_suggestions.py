"""The import command: once is once, what is wrong is told by line, nothing is cut or shown."""

import csv
import json
from datetime import datetime

import pytest
from django.utils import timezone

from portal.signals import rows_changed
from portal.spreadsheets.rows import Row
from suggestions.history import Entry, Event
from suggestions.intake.imports import importing
from suggestions.intake.imports.columns import Columns
from suggestions.intake.imports.drafting import destination
from suggestions.intake.receipts import code_fits, parse_receipt, tracking_code
from suggestions.models import Suggestion
from suggestions.states import Channel, Classification, State
from tests.factories import CampaignFactory, UserFactory
from tests.suggestions.intake.importing import ROWS, jsonl, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(slug="river")


def test_a_row_arrives_unsorted_received_and_not_public(tmp_path, campaign):
    run(jsonl(tmp_path / "letters.jsonl", ROWS))

    row = Suggestion.objects.get(source_key="7001")
    assert (row.source, row.channel) == ("letters", Channel.IMPORT)
    assert (row.classification, row.state) == (Classification.UNSORTED, State.RECEIVED)
    assert row.public_since is None
    assert (row.title, row.problem) == (ROWS[0]["title"], ROWS[0]["body"])
    assert (row.author_name, row.author_shown, row.support_count) == ("U𠮷", False, 12)
    assert timezone.localtime(row.submitted_at) == timezone.make_aware(
        datetime.fromisoformat("2026-03-01T09:30:00")
    )
    assert row.unit == campaign.organiser


def test_a_row_has_receipt_tracking_code_and_first_history_entry(tmp_path, campaign):
    clerk = UserFactory(username="clerk")

    run(jsonl(tmp_path / "letters.jsonl", ROWS), by="clerk")

    row = Suggestion.objects.get(source_key="7002")
    assert parse_receipt(row.receipt) == row.receipt
    code = tracking_code(row.submission_key)
    assert code_fits(code, receipt=row.receipt, digest=row.tracking_digest)
    assert [(e.event, e.after, e.by) for e in row.history.all()] == [
        (Event.SUBMITTED, State.RECEIVED, clerk)
    ]


def test_whoever_mirrors_suggestions_hears_of_every_row(tmp_path, campaign):
    heard = []

    def hear(model, keys, **kwargs):
        heard.extend((model, key) for key in keys)

    rows_changed.connect(hear)
    try:
        run(jsonl(tmp_path / "letters.jsonl", ROWS))
    finally:
        rows_changed.disconnect(hear)

    keys = Suggestion.objects.values_list("pk", flat=True)
    assert sorted(key for model, key in heard if model is Suggestion) == sorted(keys)


def test_running_twice_changes_nothing(tmp_path, campaign):
    path = jsonl(tmp_path / "letters.jsonl", ROWS)
    run(path)
    before = list(Suggestion.objects.order_by("pk").values())

    out, _err = run(path)

    assert list(Suggestion.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == 2
    assert "0 imported, 2 there already, 0 refused" in out


def test_a_half_run_import_is_completed_by_the_next_run(tmp_path, campaign, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    path = jsonl(tmp_path / "letters.jsonl", ROWS)
    steps = importing.import_rows
    monkeypatch.setattr(
        "suggestions.management.commands.import_suggestions.import_rows",
        lambda *args, **kwargs: [next(steps(*args, **kwargs))],
    )
    run(path)
    assert Suggestion.objects.count() == 1
    monkeypatch.undo()

    out, _err = run(path)

    assert "1 imported, 1 there already, 0 refused" in out
    assert Suggestion.objects.count() == 2


def test_a_dry_run_says_the_same_and_keeps_nothing(tmp_path, campaign):
    out, _err = run(jsonl(tmp_path / "letters.jsonl", ROWS), dry_run=True)

    assert "2 would be imported, 0 there already, 0 refused" in out
    assert not Suggestion.objects.exists()


def test_wrong_lines_are_told_and_the_rest_is_imported(tmp_path, campaign):
    path = tmp_path / "letters.jsonl"
    wrong = [
        "{no json",
        json.dumps({**ROWS[0], "id": 1, "title": ""}),
        json.dumps({**ROWS[0], "id": 2, "title": "长" * 101}),
        json.dumps({**ROWS[0], "id": 3, "body": "长" * 20_001}),
        json.dumps({**ROWS[0], "id": 4, "time": "昨天"}),
        json.dumps({**ROWS[0], "id": 5, "time": "2999-01-01"}),
        json.dumps({**ROWS[0], "id": 6, "likes": -1}),
        json.dumps({**ROWS[0], "id": 7, "title": "半个\ud800字"}),
        json.dumps({**ROWS[0], "id": 8, "body": ["list"]}),
        json.dumps({**ROWS[0], "id": "9" * 81}),
        json.dumps({**ROWS[0], "id": 10, "topic": "没有的主题"}),
    ]
    path.write_text("\n".join([*wrong, json.dumps(ROWS[1])]), encoding="utf-8")
    errors = tmp_path / "errors.csv"

    out, err = run(path, errors=errors)

    assert "1 imported, 0 there already, 11 refused" in out
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        f"line {number}" for number in range(1, 12)
    ]
    with errors.open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [int(row["line"]) for row in listed] == list(range(1, 12))
    assert all(row["reason"] for row in listed)
    assert list(Suggestion.objects.values_list("source_key", flat=True)) == ["7002"]


def test_a_long_letter_from_elsewhere_is_kept_whole(tmp_path, campaign):
    run(jsonl(tmp_path / "letters.jsonl", [{**ROWS[0], "body": "长" * 20_000}]))

    assert len(Suggestion.objects.get().problem) == 20_000


@pytest.mark.parametrize("batch", [1, 500])
def test_a_number_that_comes_twice_is_told_and_the_first_one_kept(
    tmp_path, campaign, monkeypatch, batch
):
    monkeypatch.setattr(importing, "BATCH", batch)
    rows = [ROWS[0], {**ROWS[1], "id": 7001}]

    out, err = run(jsonl(tmp_path / "letters.jsonl", rows))

    assert "1 imported, 0 there already, 1 refused" in out
    assert err.startswith("line 2:")
    assert Suggestion.objects.get().title == ROWS[0]["title"]


def test_rows_without_number_are_known_again_by_their_content(tmp_path, campaign):
    rows = [{key: value for key, value in row.items() if key != "id"} for row in ROWS]
    path = jsonl(tmp_path / "letters.jsonl", rows)
    run(path)

    out, _err = run(path)

    assert "0 imported, 2 there already" in out


def test_a_taken_receipt_is_drawn_again(tmp_path, campaign, monkeypatch):
    drawn = iter(["1", "1", "1", "2"])
    monkeypatch.setattr("suggestions.intake.submission.new_receipt", lambda on: next(drawn))

    run(jsonl(tmp_path / "letters.jsonl", ROWS))

    assert sorted(Suggestion.objects.values_list("receipt", flat=True)) == ["1", "2"]


def test_the_number_of_queries_does_not_grow_with_the_rows(
    tmp_path, campaign, django_assert_max_num_queries
):
    rows = [{**ROWS[0], "id": number} for number in range(400)]

    with django_assert_max_num_queries(60):
        run(jsonl(tmp_path / "letters.jsonl", rows))

    assert Suggestion.objects.count() == 400


def test_no_more_rows_are_read_than_a_batch_holds(campaign, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 10)
    read = []

    def rows():
        for number in range(100):
            read.append(number)
            yield Row(number + 1, {**ROWS[0], "id": number})

    to = destination(campaign, source="letters")
    steps = importing.import_rows(rows(), to, Columns(), by=None, at=timezone.now())

    assert next(steps).new == 10
    assert len(read) == 10
    assert Suggestion.objects.count() == 10
