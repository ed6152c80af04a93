"""The contact log, its clocks, corrections, and mediation."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.kept import RecordIsKept
from portal.organisation.membership import Role
from suggestions.clocks.step import Step
from suggestions.contacts.contact_entry import ContactKind
from suggestions.contacts.logging_contact import Contact, correct_contact, personal_contacts
from suggestions.contacts.mediating import Party, close_mediation, open_mediation
from suggestions.contacts.mediation import MediationOutcome, Side
from suggestions.contacts.refusals import ContactRefused
from suggestions.models import ContactEntry
from suggestions.states import Classification
from tests.factories import ClockFactory, SuggestionFactory, UnitFactory, make_contact, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def suggestion():
    return SuggestionFactory(accepted=True, submitted_at=NOW() - timedelta(days=3))


@pytest.fixture
def handler(suggestion):
    return staff(Role.HANDLER, unit=suggestion.unit)


def parties(**fields):
    today = timezone.localdate()
    given = {"consented_on": today, **fields}
    return [Party(Side.AUTHOR, "王某", **given), Party(Side.OTHER, "物业公司", **given)]


def opened(suggestion, handler, people=None):
    about = ("停车纠纷", *())
    return open_mediation(
        suggestion,
        *about,
        mediator="调解委员会",
        parties=parties() if people is None else people,
        by=handler,
        at=NOW(),
    )


@pytest.mark.parametrize(
    ("kind", "met"),
    [
        (ContactKind.CALL, {Step.CONTACT}),
        (ContactKind.VISIT, {Step.CONTACT, Step.MEET}),
        (ContactKind.MEETING, {Step.CONTACT, Step.MEET}),
        (ContactKind.BEFORE, {Step.CONTACT, Step.MEET}),
    ],
)
def test_a_contact_meets_the_clocks_for_it(suggestion, handler, kind, met):
    for step in (Step.CONTACT, Step.MEET):
        ClockFactory(suggestion=suggestion, unit=suggestion.unit, step=step)

    make_contact(suggestion, by=handler, kind=kind, place="家中")

    assert set(suggestion.clocks.exclude(met_at=None).values_list("step", flat=True)) == met


def test_who_was_not_reached_was_not_contacted(suggestion, handler):
    ClockFactory(suggestion=suggestion, unit=suggestion.unit, step=Step.CONTACT)

    make_contact(suggestion, by=handler, reached=False, said="无人接听")

    assert suggestion.clocks.filter(met_at=None).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"said": " "},
        {"with_whom": ""},
        {"kind": ContactKind.VISIT},
        {"happened_at": NOW() + timedelta(days=1)},
        {"happened_at": NOW() - timedelta(days=9)},
        {"next_on": timezone.localdate()},
        {"kind": ContactKind.MEDIATION, "place": "村委会"},
    ],
    ids=["words", "whom", "place", "future", "before", "step", "session"],
)
def test_a_contact_that_cannot_have_been_is_refused(suggestion, handler, wrong):
    with pytest.raises(ContactRefused):
        make_contact(suggestion, by=handler, **wrong)
    assert not ContactEntry.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.CHAIR, Role.REVIEWER])
def test_who_does_not_handle_it_writes_nothing_down(suggestion, role):
    with pytest.raises(PermissionDenied):
        make_contact(suggestion, by=staff(role, unit=suggestion.unit))


def test_a_handler_of_another_unit_writes_nothing_down(suggestion):
    with pytest.raises(PermissionDenied):
        make_contact(suggestion, by=staff(Role.HANDLER, unit=UnitFactory()))


def test_entries_are_corrected_by_others_and_never_changed(suggestion, handler):
    entry = make_contact(suggestion, by=handler)
    right = Contact(
        ContactKind.CALL, entry.happened_at, suggestion.unit, "李干部", "建议人", "位置为二号楼"
    )
    made = correct_contact(entry, right, why="楼号记错", by=handler, at=NOW())

    assert list(ContactEntry.objects.standing()) == [made]
    entry.said = "改"
    with pytest.raises(RecordIsKept):
        entry.save()
    with pytest.raises(ContactRefused):
        correct_contact(entry, right, why="再改", by=handler, at=NOW())


def test_the_three_personal_contacts_are_ticked_off_one_by_one(suggestion, handler):
    make_contact(suggestion, by=handler, kind=ContactKind.BEFORE, place="家中")
    make_contact(suggestion, by=handler, kind=ContactKind.AFTER, place="家中", reached=False)

    assert [held for _kind, held in personal_contacts(suggestion)] == [True, False, False]


def test_a_next_step_is_due_until_the_author_was_reached(suggestion, handler):
    day = timezone.localdate()
    entry = make_contact(suggestion, by=handler, next_step="回电", next_on=day)

    assert list(ContactEntry.objects.to_follow(day)) == [entry]
    assert list(ContactEntry.objects.to_follow(day - timedelta(days=1))) == []
    make_contact(suggestion, by=handler, reached=False, at=NOW() + timedelta(seconds=1))
    assert list(ContactEntry.objects.to_follow(day)) == [entry]
    make_contact(suggestion, by=handler, said="已回电", at=NOW() + timedelta(seconds=2))
    assert list(ContactEntry.objects.to_follow(day)) == []


@pytest.mark.parametrize(
    "people",
    [
        parties()[:1],
        parties(consented_on=timezone.localdate() + timedelta(days=1)),
        [],
    ],
    ids=["one side", "no consent yet", "nobody"],
)
def test_a_mediation_needs_the_consent_of_both_sides(suggestion, handler, people):
    with pytest.raises(ContactRefused):
        opened(suggestion, handler, people)


def test_one_mediation_at_a_time(suggestion, handler):
    opened(suggestion, handler)

    with pytest.raises(ContactRefused):
        opened(suggestion, handler)


def test_an_agreement_needs_a_session_and_words(suggestion, handler):
    mediation = opened(suggestion, handler)
    agreed = MediationOutcome.AGREED
    with pytest.raises(ContactRefused):
        close_mediation(mediation, agreed, "各让一步", by=handler, at=NOW())
    make_contact(
        suggestion, by=handler, kind=ContactKind.MEDIATION, place="村委会", mediation=mediation
    )
    with pytest.raises(ContactRefused):
        close_mediation(mediation, agreed, " ", by=handler, at=NOW())

    close_mediation(mediation, agreed, "各让一步", by=handler, at=NOW())

    mediation.refresh_from_db()
    assert (mediation.agreement, mediation.is_open) == ("各让一步", False)
    with pytest.raises(ContactRefused):
        close_mediation(mediation, agreed, "又", by=handler, at=NOW())


def test_reports_are_logged_by_their_office_only_and_never_mediated(handler):
    office = UnitFactory(receives_reports=True)
    report = SuggestionFactory(
        unit=office,
        classification=Classification.REPORT,
        submitted_at=NOW() - timedelta(days=1),
    )
    clerk = staff(Role.HANDLER, unit=office)

    assert make_contact(report, by=clerk).suggestion == report
    with pytest.raises(PermissionDenied):
        opened(report, clerk)
    with pytest.raises(PermissionDenied):
        make_contact(report, by=staff(Role.SUPERVISOR, unit=office))
