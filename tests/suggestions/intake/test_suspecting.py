"""What may report somebody goes to the office for reports before its unit has read it."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.publication import CannotPublish, Obstacle, publish
from suggestions.handling.screening import accept, classify, return_for_completion
from suggestions.handling.words.keeping import add_words
from suggestions.handling.words.word_list import Treatment
from suggestions.history import Event
from suggestions.intake.afterwards import complete
from suggestions.intake.batch import submit_many
from suggestions.intake.consents import ConsentKind
from suggestions.intake.submission import Draft, submit
from suggestions.models import Suggestion, WordList
from suggestions.revision import Words
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
TOLD = "采购科科长收受回扣。"


@pytest.fixture
def bureau():
    return UnitFactory(name="市采购局")


@pytest.fixture
def office():
    return UnitFactory(name="市信访纪检组", receives_reports=True)


@pytest.fixture(autouse=True)
def sealing():
    word_list = WordList.objects.create(name="举报用语", treatment=Treatment.SEAL)
    add_words(word_list, ["回扣", "受贿"])
    return word_list


def draft(bureau, **said):
    fields = {"title": "采购要公开", "problem": TOLD, "proposal": "公开采购结果。", **said}
    agreed = frozenset({ConsentKind.PRIVACY, ConsentKind.PUBLISH})
    return Draft(campaign=CampaignFactory(organiser=bureau), consents=agreed, **fields)


def handed_in(bureau, **said):
    return submit(draft(bureau, **said), by=None, at=timezone.now()).suggestion


def is_seen(row, *, unit):
    people = staff(Role.HANDLER, unit=unit), staff(Role.SUPERVISOR, unit=unit)
    on = timezone.localdate()
    return [row in Suggestion.objects.visible_to(person, on=on) for person in people]


@pytest.mark.parametrize("meant", sorted(set(Classification) - {Classification.REPORT}))
def test_the_unit_it_came_to_does_not_see_it_whatever_its_author_called_it(meant, bureau, office):
    row = handed_in(bureau, classification=meant)

    assert (row.classification, row.unit, row.state) == (
        Classification.REPORT,
        office,
        State.RECEIVED,
    )
    assert is_seen(row, unit=bureau) == [False, False]
    assert is_seen(row, unit=office) == [True, False]
    entry = row.history.get(event=Event.CLASSIFIED)
    assert (entry.by, entry.before, entry.internal_note) == (None, meant, "回扣")


def test_its_time_limit_is_that_of_a_report_and_the_unit_owes_nothing(bureau, office):
    row = handed_in(bureau)

    assert {clock.unit for clock in row.clocks.open()} == {office}


def test_without_such_words_it_goes_to_the_unit(bureau, office):
    row = handed_in(bureau, problem="路灯太暗。")

    assert (row.classification, row.unit) == (Classification.SUGGESTION, bureau)
    assert not row.history.filter(event=Event.CLASSIFIED).exists()


def test_what_its_author_calls_a_report_is_one_by_their_own_word(bureau, office):
    row = handed_in(bureau, classification=Classification.REPORT)

    assert row.unit == office
    assert not row.history.filter(event=Event.CLASSIFIED).exists()


def test_without_an_office_it_stays_and_is_only_kept_from_the_site(bureau):
    row = handed_in(bureau)
    accept(row, by=UserFactory())

    with pytest.raises(CannotPublish) as refusal:
        publish(row, by=UserFactory(), at=timezone.now())

    assert (row.classification, row.unit) == (Classification.SUGGESTION, bureau)
    assert refusal.value.obstacle == Obstacle.HELD


def test_the_office_gives_back_what_is_none_and_it_is_not_sealed_a_second_time(bureau, office):
    row, clerk = handed_in(bureau), UserFactory()

    classify(row, Classification.SUGGESTION, by=clerk)
    assert is_seen(row, unit=bureau) == [True, True]
    return_for_completion(row, by=clerk, note="请补充地点")
    complete(row, Words("采购要公开", f"{TOLD}在三楼。", "公开。"), by=None)

    assert Suggestion.objects.get().classification == Classification.SUGGESTION


def test_words_that_come_with_a_completion_seal_it_as_well(bureau, office):
    row = handed_in(bureau, problem="采购结果查不到。")
    return_for_completion(row, by=UserFactory(), note="请补充经过")

    complete(row, Words("采购要公开", TOLD, "公开。"), by=None)

    kept = Suggestion.objects.get()
    assert (kept.classification, kept.unit, kept.state) == (
        Classification.REPORT,
        office,
        State.RECEIVED,
    )
    assert is_seen(kept, unit=bureau) == [False, False]


def test_imports_are_looked_through_but_not_what_was_answered_elsewhere(bureau, office):
    now = timezone.now()
    rows = [
        draft(bureau, source="excel", source_key="1"),
        draft(bureau, source="excel", source_key="2", problem="路灯太暗。"),
        draft(bureau, source="excel", source_key="3", reply="已核查。", replied_at=now),
    ]

    submit_many(rows, source="excel", by=None, at=now)

    classes = dict(Suggestion.objects.values_list("source_key", "classification"))
    assert classes == {"1": "report", "2": "suggestion", "3": "suggestion"}
    sealed = Suggestion.objects.get(source_key="1")
    assert sealed.unit == office
    assert sealed.history.get(event=Event.CLASSIFIED).internal_note == "回扣"


def test_the_same_form_again_is_the_same_receipt(bureau, office):
    said = draft(bureau)
    first = submit(said, by=None, at=timezone.now())

    again = submit(said, by=None, at=timezone.now())

    assert (again.created, again.suggestion) == (False, first.suggestion)
    assert first.suggestion.history.filter(event=Event.CLASSIFIED).count() == 1
