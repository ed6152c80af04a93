"""Entry at the desk: author, transcriber and station apart; the channel's own facts kept."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.accounts.contact import Purpose, read_contact
from portal.organisation.membership import Role
from suggestions.agency.claiming import claim
from suggestions.models import Attachment, Suggestion
from suggestions.states import Channel, Classification, SuggesterKind
from tests.factories import CampaignFactory, UnitFactory, UserFactory, staff
from tests.suggestions.intake.forms import token_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture
def station():
    return UnitFactory()


@pytest.fixture
def clerk(client, station):
    person = staff(Role.STATION_CLERK, unit=station, name="窗口小陈")
    client.force_login(person)
    return person


@pytest.fixture
def campaign():
    return CampaignFactory()


def said(station, **changes):
    words = {
        "channel": "station",
        "station": station.pk,
        "handed_in_on": timezone.localdate().isoformat(),
        "classification": "suggestion",
        "title": "公园夜间照明",
        "problem": "路灯太暗，老人看不清台阶。",
        "proposal": "加装暖光灯。",
        "author_name": "王大爷",
        "phone": "13800138000",
        "consent_privacy": "on",
    }
    return words | changes


def entered(client, campaign, station, *, token=None, **changes):
    url = reverse("entry:form", args=[campaign.pk])
    token = token or token_of(client.get(url))
    return client.post(url, said(station, form_token=token, **changes))


def test_author_transcriber_and_station_are_kept_apart(client, clerk, campaign, station):
    response = entered(client, campaign, station)

    assert response.url == reverse("entry:receipt")
    row = Suggestion.objects.get()
    assert (row.author, row.author_name) == (None, "王大爷")
    assert (row.transcriber, row.station, row.channel) == (clerk, station, Channel.STATION)
    assert row.unit == campaign.organiser
    details = read_contact(row.contact, by=None, purpose=Purpose.NOTIFY)
    assert details.phone == "13800138000"


def test_the_receipt_is_shown_once_to_who_typed_it(client, clerk, campaign, station):
    entered(client, campaign, station)
    page = client.get(reverse("entry:receipt")).content.decode()
    assert Suggestion.objects.get().receipt in page

    client.force_login(staff(Role.STATION_CLERK, unit=station))
    assert client.get(reverse("entry:receipt")).status_code == 404


def test_the_author_claims_it_later_and_the_clerk_cannot(client, clerk, campaign, station):
    entered(client, campaign, station)
    receipt, author = Suggestion.objects.get().receipt, UserFactory()

    assert claim(receipt, "13800138000", by=clerk, at=timezone.now()) is None
    assert claim(receipt, "13800138000", by=author, at=timezone.now()).author == author


def test_a_double_click_makes_one(client, clerk, campaign, station):
    token = token_of(client.get(reverse("entry:form", args=[campaign.pk])))

    for _ in range(2):
        entered(client, campaign, station, token=token)

    assert Suggestion.objects.count() == 1


def test_the_agent_needs_the_authors_consent_and_a_witness_of_what_was_said(
    client, clerk, campaign, station
):
    for missing in ({}, {"agency_consent": "spoken"}):
        response = entered(client, campaign, station, is_agent="on", **missing)
        assert response.status_code == 422
    assert not Suggestion.objects.exists()

    said = {"is_agent": "on", "agency_consent": "spoken", "witness": "刘主任"}
    assert entered(client, campaign, station, **said).status_code == 302

    agency = Suggestion.objects.get().agency
    assert (agency.agent, agency.unit, agency.witness) == (clerk, station, "刘主任")
    assert Suggestion.objects.filter(agency__isnull=False).count() == 1


def test_a_letter_keeps_its_date_number_and_scan(client, clerk, campaign, station):
    scan = SimpleUploadedFile("letter.pdf", PDF, content_type="application/pdf")
    day = timezone.localdate() - timedelta(days=3)

    response = entered(
        client,
        campaign,
        station,
        channel="letter",
        written_on=day.isoformat(),
        letter_number="信〔2026〕7号",
        attachments=scan,
        address="望澜市和平路1号",
    )

    assert response.status_code == 302
    row = Suggestion.objects.get()
    assert (row.channel, row.desk_entry.written_on) == (Channel.LETTER, day)
    assert row.desk_entry.letter_number == "信〔2026〕7号"
    assert Attachment.objects.get().suggestion == row


def test_the_same_letter_is_not_entered_twice(client, clerk, campaign, station):
    letter = {"channel": "letter", "written_on": "2026-03-01", "letter_number": "7"}
    entered(client, campaign, station, **letter)

    response = entered(client, campaign, station, **letter, title="换了标题")

    assert response.status_code == 422
    assert Suggestion.objects.get().receipt in response.content.decode()


def test_the_number_of_a_letter_that_became_a_report_names_no_receipt(
    client, clerk, campaign, station
):
    letter = {"channel": "letter", "written_on": "2026-03-01", "letter_number": "7"}
    entered(client, campaign, station, **letter)
    Suggestion.objects.update(classification=Classification.REPORT)
    client.force_login(staff(Role.STATION_CLERK, unit=station))

    response = entered(client, campaign, station, **letter, title="另一位同事")

    assert response.status_code == 422
    assert Suggestion.objects.get().receipt not in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "letter"},
        {"channel": "event"},
        {"channel": "web"},
        {"handed_in_on": "2999-01-01"},
        {"consent_privacy": ""},
        {"suggester": "organisation"},
        {"suggester": "organisation", "organisation_name": "协会", "credit_code": "123"},
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    client, clerk, campaign, station, wrong
):
    response = entered(client, campaign, station, **wrong)

    assert response.status_code == 422
    page = response.content.decode()
    assert "路灯太暗，老人看不清台阶。" in page
    assert "王大爷" in page
    assert not Suggestion.objects.exists()


def test_an_event_keeps_its_occasion_and_day(client, clerk, campaign, station):
    entered(client, campaign, station, channel="event", occasion="和平社区座谈会")

    row = Suggestion.objects.get()
    assert (row.channel, row.desk_entry.occasion) == (Channel.EVENT, "和平社区座谈会")


def test_an_organisation_by_letter(client, clerk, campaign, station):
    entered(
        client,
        campaign,
        station,
        suggester="organisation",
        organisation_name="望澜园林协会",
        credit_code="91110000600037341L",
    )

    row = Suggestion.objects.get()
    assert (row.suggester, row.author_name) == (SuggesterKind.ORGANISATION, "望澜园林协会")
    assert row.organisation.contact_person == "王大爷"


def test_no_desk_elsewhere_is_offered_or_taken(client, clerk, campaign, station):
    other = UnitFactory()

    response = entered(client, campaign, other)

    assert response.status_code == 422
    assert other.name not in client.get(reverse("entry:form", args=[campaign.pk])).content.decode()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.LEADER, Role.AUDIT_ADMIN])
def test_others_have_no_desk_of_entry(client, station, role):
    client.force_login(staff(role, unit=station))

    assert client.get(reverse("entry:campaigns")).status_code in (302, 403)


def test_the_form_costs_the_same_among_many_units(
    client, clerk, campaign, station, django_assert_max_num_queries
):
    url = reverse("entry:form", args=[campaign.pk])
    client.get(url)
    for _ in range(5):
        UnitFactory(parent=station)

    with django_assert_max_num_queries(25):
        client.get(url)


def test_a_letter_is_entered_after_its_campaign_has_closed(client, clerk, station, campaign):
    now = timezone.now()
    ended = now - timedelta(days=2)
    campaign.phases.update(starts_at=now - timedelta(days=30), ends_at=ended)
    written = timezone.localdate(now - timedelta(days=5)).isoformat()

    listed = client.get(reverse("entry:campaigns")).content.decode()
    late = entered(client, campaign, station)
    entered(client, campaign, station, channel="letter", handed_in_on=written, written_on=written)

    assert reverse("entry:form", args=[campaign.pk]) in listed
    assert late.status_code == 422
    assert timezone.localdate(Suggestion.objects.get().submitted_at).isoformat() == written
