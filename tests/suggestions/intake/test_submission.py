"""What one submission makes, refuses and makes only once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from stdnum.iso7064 import mod_11_10

from campaigns.phases import PhaseKind
from portal.accounts.contact import ContactDetails, Purpose, read_contact
from suggestions.history import Event
from suggestions.intake.consents import ConsentKind
from suggestions.intake.draft import key_for_row
from suggestions.intake.receipts import code_fits
from suggestions.intake.submission import Draft, submit
from suggestions.models import Suggestion
from suggestions.states import Channel, Classification, State
from tests.factories import CampaignFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
AGREED = frozenset({ConsentKind.PRIVACY, ConsentKind.PUBLISH})


def draft(**fields):
    said = {"title": "公园夜间照明", "problem": "路灯太暗。", "consents": AGREED}
    said |= {"campaign": fields.pop("campaign", None) or CampaignFactory()}
    return Draft(**(said | fields))


def faults(**fields):
    with pytest.raises(ValidationError) as refusal:
        submit(draft(**fields), by=None, at=timezone.now())
    assert not Suggestion.objects.exists()
    return set(refusal.value.message_dict)


def test_a_suggestion_starts_received_with_one_entry_and_its_consents():
    now = timezone.now()

    receipt = submit(draft(proposal="加装路灯。"), by=None, at=now)

    suggestion = Suggestion.objects.get()
    assert receipt.created
    assert (suggestion.state, suggestion.submitted_at) == (State.RECEIVED, now)
    assert suggestion.unit == suggestion.campaign.organiser
    assert [entry.event for entry in suggestion.history.all()] == [Event.SUBMITTED]
    assert {consent.text.kind for consent in suggestion.consents.all()} == AGREED


def test_the_receipt_carries_the_local_day_and_a_check_digit():
    receipt = submit(draft(), by=None, at=timezone.now()).suggestion.receipt

    day, drawn, check = receipt.split("-")
    assert day == f"{timezone.localdate():%Y%m%d}"
    assert mod_11_10.is_valid(day + drawn + check)


def test_only_a_digest_of_the_tracking_code_is_stored():
    receipt = submit(draft(), by=None, at=timezone.now())
    row = receipt.suggestion

    assert code_fits(receipt.tracking_code, receipt=row.receipt, digest=row.tracking_digest)
    assert receipt.tracking_code not in str(Suggestion.objects.values_list().get())


def test_the_same_key_twice_makes_one_suggestion_and_the_same_receipt():
    same = draft()
    first = submit(same, by=None, at=timezone.now())

    second = submit(same, by=None, at=timezone.now())

    assert not second.created
    assert (second.suggestion, second.tracking_code) == (first.suggestion, first.tracking_code)
    assert Suggestion.objects.count() == 1


def test_the_second_click_is_answered_even_after_the_campaign_closed():
    same = draft()
    first = submit(same, by=None, at=timezone.now())

    second = submit(same, by=None, at=timezone.now() + timedelta(days=365))

    assert second.suggestion == first.suggestion


def test_a_row_of_another_system_comes_in_once():
    row = draft(channel=Channel.IMPORT, source="hotline", source_key="7")
    submit(row, by=None, at=timezone.now())
    again = draft(campaign=row.campaign, channel=Channel.IMPORT, source="hotline", source_key="7")

    assert not submit(again, by=None, at=timezone.now()).created
    assert key_for_row("hotline", "7") == key_for_row("hotline", "7") != key_for_row("x", "7")


def test_rare_characters_and_the_middle_dot_stay_as_written():
    name = "阿卜杜拉·𠮷𬭎"

    suggestion = submit(draft(author_name=name), by=None, at=timezone.now()).suggestion

    suggestion.refresh_from_db()
    assert suggestion.author_name == name


def test_unseen_characters_go_and_paragraphs_stay():
    suggestion = submit(
        draft(title="公园\u202e 夜间\x07\n照明", problem="一\r\n\r\n\r\n\r\n二 \t\r\n三\x00"),
        by=None,
        at=timezone.now(),
    ).suggestion

    assert (suggestion.title, suggestion.problem) == ("公园 夜间 照明", "一\n\n二\n三")


@pytest.mark.parametrize("field", ["title", "problem", "proposal", "place", "author_name"])
def test_half_a_character_is_refused_by_field(field):
    assert faults(**{field: "公园\ud842夜间照明"}) == {field}


@pytest.mark.parametrize(
    ("field", "longest"),
    [("title", 100), ("problem", 5000), ("proposal", 5000), ("place", 100), ("author_name", 50)],
)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(field, longest):
    campaign = CampaignFactory()

    assert faults(campaign=campaign, **{field: "字" * (longest + 1)}) == {field}
    assert submit(
        draft(campaign=campaign, **{field: "𠮷" * longest}), by=None, at=timezone.now()
    ).created


@pytest.mark.parametrize("empty", ["", "   ", "\u200b\n"])
def test_title_and_problem_are_needed(empty):
    assert faults(title=empty, problem=empty) == {"title", "problem"}


def test_without_the_privacy_consent_nothing_is_kept():
    assert faults(consents=frozenset({ConsentKind.PUBLISH})) == {"consents"}


@pytest.mark.parametrize(
    ("consents", "contact"),
    [
        (AGREED | {ConsentKind.GUARDIAN}, ContactDetails()),
        (AGREED, ContactDetails(guardian="王某")),
    ],
)
def test_a_child_needs_the_guardians_name_and_consent(consents, contact):
    assert faults(consents=consents, contact=contact) == {"guardian"}


@pytest.mark.parametrize("phase", [PhaseKind.REVIEWING, PhaseKind.RESULTS, None])
def test_a_campaign_that_does_not_collect_takes_nothing(phase):
    assert faults(campaign=CampaignFactory(phase=phase)) == {"campaign"}


def test_a_hidden_campaign_takes_nothing():
    assert faults(campaign=CampaignFactory(live=False)) == {"campaign"}


def test_what_was_handed_in_while_the_campaign_collected_is_taken_later():
    campaign = CampaignFactory()
    handed_in = timezone.now()

    receipt = submit(
        draft(campaign=campaign, channel=Channel.STATION, submitted_at=handed_in),
        by=UserFactory(),
        at=handed_in + timedelta(days=60),
    )

    assert receipt.suggestion.submitted_at == handed_in


def test_guests_are_sent_to_sign_in_where_the_campaign_wants_accounts():
    campaign = CampaignFactory(guests_allowed=False)

    assert faults(campaign=campaign) == {"campaign"}
    person = UserFactory()
    assert submit(draft(campaign=campaign, author=person), by=person, at=timezone.now()).created


def test_contact_details_are_asked_where_the_campaign_needs_them_and_kept_sealed():
    campaign = CampaignFactory(contact_required=True)
    contact = ContactDetails(phone="13800000000")

    assert faults(campaign=campaign, contact=ContactDetails(address="某路")) == {"contact"}
    suggestion = submit(
        draft(campaign=campaign, contact=contact), by=None, at=timezone.now()
    ).suggestion

    assert b"13800000000" not in suggestion.contact.sealed
    assert read_contact(suggestion.contact, by=None, purpose=Purpose.CONTACT) == contact


def test_a_report_goes_straight_to_the_office_that_receives_reports():
    office = UnitFactory(receives_reports=True)

    suggestion = submit(
        draft(classification=Classification.REPORT), by=None, at=timezone.now()
    ).suggestion

    assert suggestion.unit == office
