"""The label file: proposed once, corrected by hand, followed each time, never overwritten."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from suggestions.history import Event
from suggestions.models import Suggestion
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def messages():
    campaign = CampaignFactory()
    return [
        SuggestionFactory(
            campaign=campaign,
            source="letters",
            source_key=key,
            title=title,
            classification=Classification.UNSORTED,
        )
        for key, title in [("1", "建议加装长椅"), ("2", "几点开门？"), ("-3", "楼上漏水")]
    ]


def run(path, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("label_suggestions", path, source="letters", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def classes():
    return dict(Suggestion.objects.values_list("source_key", "classification"))


def edit(path, before, after):
    path.write_text(path.read_text(encoding="utf-8-sig").replace(before, after), encoding="utf-8")


def test_classes_are_proposed_written_and_set(tmp_path, messages):
    out, _err = run(tmp_path / "labels.csv")

    assert classes() == {"1": "suggestion", "2": "question", "-3": "claim"}
    with (tmp_path / "labels.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["source_key"], row["class"], row["rule"]) for row in csv.DictReader(file)]
    assert rows == [
        ("1", "suggestion", "title-proposes"),
        ("2", "question", "title-asks"),
        ("'-3", "claim", "nothing-found"),
    ]
    assert "3 classes set; the file says: claim 1, question 1, suggestion 1" in out


def test_each_class_is_written_into_the_history(tmp_path, messages):
    clerk = UserFactory(username="clerk")

    run(tmp_path / "labels.csv", by="clerk")

    entry = messages[1].history.get()
    assert (entry.event, entry.before, entry.after, entry.by) == (
        Event.CLASSIFIED,
        "unsorted",
        "question",
        clerk,
    )


def test_a_corrected_line_is_followed_and_the_second_run_changes_nothing(tmp_path, messages):
    path = tmp_path / "labels.csv"
    run(path, propose_only=True)
    assert set(classes().values()) == {"unsorted"}
    edit(path, "2,question,title-asks", "2,suggestion,")

    assert "3 classes set" in run(path)[0]
    written = path.read_bytes()
    out, _err = run(path)

    assert classes()["2"] == "suggestion"
    assert "0 lines added" in out
    assert "0 classes set" in out
    assert path.read_bytes() == written


def test_a_class_may_be_written_in_chinese(tmp_path, messages):
    path = tmp_path / "labels.csv"
    run(path, propose_only=True)
    edit(path, "2,question,", f"2,{Classification.CLAIM.label},")

    run(path)

    assert classes()["2"] == "claim"


def test_messages_that_came_later_are_added(tmp_path, messages):
    path = tmp_path / "labels.csv"
    run(path)
    SuggestionFactory(source="letters", source_key="4", title="建议多设垃圾桶")

    assert "1 lines added" in run(path)[0]


def test_a_file_written_by_hand_keeps_its_columns_when_lines_are_added(tmp_path, messages):
    path = tmp_path / "labels.csv"
    path.write_text("source_key,class\n1,claim", encoding="utf-8")

    run(path)

    written = path.read_text(encoding="utf-8").splitlines()
    assert written == ["source_key,class", "1,claim", "2,question", "'-3,claim"]
    assert classes()["1"] == "claim"


def test_an_unknown_class_stops_before_anything_is_set(tmp_path, messages):
    path = tmp_path / "labels.csv"
    run(path, propose_only=True)
    edit(path, "2,question,", "2,nonsense,")

    with pytest.raises(CommandError, match="3"):
        run(path)

    assert set(classes().values()) == {"unsorted"}


def test_a_report_is_sealed_with_its_office(tmp_path, messages):
    office = UnitFactory(receives_reports=True)
    path = tmp_path / "labels.csv"
    run(path, propose_only=True)
    edit(path, "2,question,", "2,report,")

    run(path)

    assert Suggestion.objects.get(source_key="2").unit == office


def test_what_is_decided_keeps_its_class_and_is_told(tmp_path, messages):
    Suggestion.objects.filter(source_key="2").update(state=State.ADOPTED)

    _out, err = run(tmp_path / "labels.csv")

    assert err.startswith("2:")
    assert classes()["2"] == "unsorted"
