"""The trial on a small file of our own: the same steps and the same code as on a real one."""

import csv
import json
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from search.trial.running import run
from search.trial.searching import TrialFailed
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.models import Suggestion
from suggestions.states import Classification, State

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "messages.jsonl"
AT = timezone.make_aware(datetime.fromisoformat("2026-11-20T10:00:00"))
SUGGESTIONS = {"1", "2", "3", "4", "5", "6", "7", "8", "16"}
NINE = len(SUGGESTIONS)


@pytest.fixture
def trial(engine, tmp_path):
    """Runs the trial on the engine and gives its figures by step."""

    def trial(data=DATA):
        lines = []
        labels = tmp_path / "labels.csv"
        figures = run(data, engines=[engine.name], labels=labels, at=AT, write=lines.append)
        return {step["step"]: step for step in figures["steps"]}, lines

    return trial


def test_the_file_goes_from_import_to_golden_ideas_on_the_site(trial, engine):
    steps, _lines = trial()

    assert (steps["import"]["new"], steps["import"]["refused"]) == (16, 0)
    assert (steps["import again"]["new"], steps["import again"]["there already"]) == (0, 16)
    assert steps["labels"]["classes"] == {
        "claim": 3,
        "question": 2,
        "report": 2,
        "suggestion": NINE,
    }
    assert steps["accept and publish 建议意见"]["published"] == NINE
    assert steps["round"]["synthetic reviews"] == 3 * NINE
    assert steps["adopt"]["adopted"] == 5
    assert steps["look at the site"]["pages"] == 10
    assert GoldenIdea.objects.public().count() == 5


def test_staff_find_all_but_sealed_reports_and_visitors_what_is_published(trial, engine):
    steps, _lines = trial()

    before = steps[f"{engine.name}: 停车 before publication"]
    after = steps[f"{engine.name}: 停车 after publication"]
    assert set(before["staff"]["best"]) == {"1", "2", "8", "10"}
    assert before["visitor"] == {"found": 0, "best": []}
    assert {number.strip("*") for number in after["visitor"]["best"]} == {"1", "2", "8"}
    noise = steps[f"{engine.name}: 噪音扰民 after publication"]
    assert "11" in noise["staff"]["best"]
    assert "11" not in noise["visitor"]["best"]


def test_no_word_of_a_message_is_printed(trial, engine):
    _steps, lines = trial()

    printed = "\n".join(lines)
    for row in map(json.loads, DATA.read_text(encoding="utf-8").splitlines()):
        assert row["title"] not in printed
        assert row["body"] not in printed
        assert row["user"] not in printed


def test_only_suggestions_enter_the_round_and_the_rest_stays_unpublished(trial, engine):
    trial()

    reviewed = Suggestion.objects.filter(state__in=[State.REVIEWING, State.ADOPTED])
    assert set(reviewed.values_list("source_key", flat=True)) == SUGGESTIONS
    others = Suggestion.objects.exclude(classification=Classification.SUGGESTION)
    assert not others.filter(public_since__isnull=False).exists()
    assert set(others.values_list("state", flat=True)) == {State.RECEIVED}


def test_a_label_corrected_by_hand_holds_in_the_next_trial(engine, tmp_path):
    labels = tmp_path / "labels.csv"
    with labels.open("w", encoding="utf-8", newline="") as file:
        rows = [("source_key", "class", "rule"), ("1", "claim", "by-hand")]
        csv.writer(file).writerows(rows)

    run(DATA, engines=[engine.name], labels=labels, at=AT, write=lambda line: None)

    assert Suggestion.objects.get(source_key="1").classification == Classification.CLAIM


def test_the_round_scores_the_same_each_time(trial, engine):
    steps, _lines = trial()

    assert sorted(steps["adopt"]["ids"], key=int) == sorted(set(steps["adopt"]["ids"]), key=int)
    assert set(steps["adopt"]["ids"]) <= SUGGESTIONS


def test_a_page_without_its_title_fails_the_trial(trial, engine, monkeypatch):
    monkeypatch.setattr("search.trial.adopting.escape", lambda title: "not on any page")

    with pytest.raises(TrialFailed):
        trial()
