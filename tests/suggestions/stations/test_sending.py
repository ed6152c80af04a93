"""Where the clerk's page sends to: one receipt for one form, whatever the network did."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from portal.organisation.membership import Role
from portal.organisation.unit import UnitKind
from suggestions.agency.agency import AgencyConsent
from suggestions.intake.tracking import find
from suggestions.models import Agency, Attachment, Slip, Suggestion
from suggestions.paper.numbers import parse_slip
from suggestions.states import Channel
from suggestions.stations.known import keeper_of
from tests.factories import (
    AreaFactory,
    CampaignFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
    staff,
)

pytestmark = pytest.mark.django_db
CODE = "7K2M-Q4XP-9TRD"
TEMPORARY = "482731659013"


@pytest.fixture
def station():
    return UnitFactory(kind=UnitKind.STATION)


@pytest.fixture
def clerk(station):
    return staff(Role.STATION_CLERK, unit=station)


@pytest.fixture
def at_counter(client, clerk):
    client.force_login(clerk)
    return client


def temporary() -> str:
    """Some twelve digits with their check digit."""
    return next(number for n in range(10) if (number := parse_slip(f"48273165901{n}")))


def filled(clerk, station, **said):
    return {
        "key": str(uuid4()),
        "clerk": keeper_of(clerk),
        "station": station.pk,
        "classification": "suggestion",
        "title": "给候车亭装一条长椅",
        "problem": "老人站着等车。",
        "proposal": "装一条带靠背的长椅。",
        "author_name": "赵小满",
        "consent_privacy": "on",
        "consent_form": "spoken",
        "handed_in_at": timezone.now().isoformat(),
        "temporary": temporary(),
        "temporary_code": CODE,
        **said,
    }


def photo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (64, 48), "#b7410e").save(file, "PNG")
    return SimpleUploadedFile("亭子.png", file.getvalue(), "image/png")


def test_author_transcriber_and_station_are_kept_apart(at_counter, clerk, station):
    campaign = CampaignFactory()

    answer = at_counter.post("/station/send/", filled(clerk, station, campaign=campaign.pk))

    row = Suggestion.objects.get()
    assert answer.json()["receipt"] == row.receipt
    assert (row.author, row.author_name) == (None, "赵小满")
    assert (row.transcriber, row.station, row.channel) == (clerk, station, Channel.STATION)


def test_sent_twice_with_its_photo_it_is_one_with_the_same_receipt(at_counter, clerk, station):
    said = filled(clerk, station, campaign=CampaignFactory().pk)

    answers = [
        at_counter.post("/station/send/", {**said, "attachments": [photo()]}).json()
        for _time in range(2)
    ]

    assert answers[0] == answers[1]
    assert Suggestion.objects.count() == 1
    assert Attachment.objects.get().suggestion == Suggestion.objects.get()


def test_other_words_under_a_used_key_are_refused_with_the_receipt(at_counter, clerk, station):
    said = filled(clerk, station, campaign=CampaignFactory().pk)
    first = at_counter.post("/station/send/", said).json()

    answer = at_counter.post("/station/send/", {**said, "problem": "另一件事。"})

    assert answer.status_code == 422
    assert first["receipt"] in answer.json()["errors"][""][0]
    assert Suggestion.objects.get().problem == "老人站着等车。"


def test_what_is_wrong_is_told_by_field_and_nothing_is_kept(at_counter, clerk, station):
    campaign = CampaignFactory(contact_required=True)
    said = filled(clerk, station, campaign=campaign.pk, title="短", consent_form="")

    answer = at_counter.post("/station/send/", said)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"title", "consent_form"}
    assert not Suggestion.objects.exists()


def test_a_contact_that_the_campaign_wants_is_told_at_the_phone(at_counter, clerk, station):
    campaign = CampaignFactory(contact_required=True)

    answer = at_counter.post("/station/send/", filled(clerk, station, campaign=campaign.pk))

    assert set(answer.json()["errors"]) == {"phone"}


def test_a_temporary_number_with_its_code_finds_the_suggestion(at_counter, clerk, station):
    at_counter.post("/station/send/", filled(clerk, station, campaign=CampaignFactory().pk))

    found = find(temporary(), CODE)

    assert found == Suggestion.objects.get()
    assert find(temporary(), "7K2M-Q4XP-9TRE") is None
    assert Slip.objects.get().consent_form == "spoken"


def test_the_receipt_counts_from_when_it_was_handed_in(at_counter, clerk, station):
    yesterday = timezone.now() - timedelta(days=1)
    campaign = CampaignFactory()
    said = filled(clerk, station, campaign=campaign.pk, handed_in_at=yesterday.isoformat())

    at_counter.post("/station/send/", said)

    assert Suggestion.objects.get().submitted_at == yesterday


def test_a_clock_that_is_ahead_counts_as_now(at_counter, clerk, station):
    ahead = timezone.now() + timedelta(hours=3)
    said = filled(clerk, station, campaign=CampaignFactory().pk, handed_in_at=ahead.isoformat())

    at_counter.post("/station/send/", said)

    assert Suggestion.objects.get().submitted_at <= timezone.now()


def test_another_station_is_refused(at_counter, clerk):
    elsewhere = UnitFactory(kind=UnitKind.STATION)
    said = filled(clerk, elsewhere, campaign=CampaignFactory().pk)

    answer = at_counter.post("/station/send/", said)

    assert set(answer.json()["errors"]) == {"station"}


def test_an_agent_by_word_of_mouth_names_who_was_there(at_counter, clerk, station):
    said = filled(clerk, station, campaign=CampaignFactory().pk, is_agent="on")

    refused = at_counter.post("/station/send/", said)
    taken = at_counter.post("/station/send/", {**said, "witness": "钱大妈"})

    assert set(refused.json()["errors"]) == {"witness"}
    assert taken.status_code == 200
    kept = Agency.objects.get()
    assert (kept.consent, kept.witness) == (AgencyConsent.SPOKEN, "钱大妈")


def test_an_agent_with_a_signature_needs_no_witness(at_counter, clerk, station):
    campaign = CampaignFactory()
    said = filled(clerk, station, campaign=campaign.pk, is_agent="on", consent_form="signed")

    at_counter.post("/station/send/", said)

    assert Agency.objects.get().consent == AgencyConsent.SIGNED


def test_texts_of_another_clerk_are_not_sent_under_this_account(client, clerk, station):
    client.force_login(staff(Role.STATION_CLERK, unit=station))

    answer = client.post("/station/send/", filled(clerk, station, campaign=CampaignFactory().pk))

    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})
    assert not Suggestion.objects.exists()


def test_whoever_is_signed_out_is_told_in_json(client, clerk, station):
    answer = client.post("/station/send/", filled(clerk, station, campaign=CampaignFactory().pk))

    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})


def test_a_token_of_a_session_that_is_over_is_refused_without_json(clerk, station):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    said = filled(clerk, station, campaign=CampaignFactory().pk)

    refused = strict.post("/station/send/", said, headers={"X-CSRFToken": "a" * 64})
    token = strict.get("/station/known/").json()["token"]
    taken = strict.post("/station/send/", said, headers={"X-CSRFToken": token})

    assert (refused.status_code, refused.headers["Content-Type"]) != (403, "application/json")
    assert taken.status_code == 200


def test_citizens_get_no_desk(client):
    client.force_login(UserFactory())

    assert client.get("/station/").status_code == 403
    assert client.get("/station/known/").status_code == 403


def test_what_the_browser_keeps_names_open_campaigns_and_own_stations(at_counter, station):
    shown = CampaignFactory()
    CampaignFactory(phase=None)
    UnitFactory(kind=UnitKind.STATION)

    said = at_counter.get("/station/known/").json()

    assert [page["key"] for page in said["campaigns"]] == [shown.pk]
    assert [unit["key"] for unit in said["stations"]] == [station.pk]
    assert set(said["wordings"]) == {"privacy", "publish", "forward", "guardian"}


def test_what_is_no_more_is_not_offered_to_the_browser(at_counter, station):
    over = timezone.localdate() - timedelta(days=1)
    topic = TopicFactory(valid_until=over)
    CampaignFactory(topics=[topic, TopicFactory(name="养老")])
    AreaFactory(name="旧镇", valid_until=over)
    AreaFactory(name="新镇")
    station.add_child(instance=UnitFactory.build(kind=UnitKind.STATION, valid_until=over))

    said = at_counter.get("/station/known/").json()

    assert [name for _key, name in said["areas"]] == ["新镇"]
    assert [name for _key, name in said["campaigns"][0]["topics"]] == ["养老"]
    assert [unit["key"] for unit in said["stations"]] == [station.pk]


def test_what_the_browser_needs_costs_the_same_among_many(at_counter):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            at_counter.get("/station/known/")
        return len(queries)

    CampaignFactory()
    few = asked()
    for _campaign in range(5):
        CampaignFactory()

    assert asked() == few


def test_the_shell_is_the_same_for_everybody(client, at_counter):
    stranger = Client()

    assert stranger.get("/station/shell/").content == at_counter.get("/station/").content


def test_the_worker_keeps_every_file_that_the_page_links(at_counter):
    page = at_counter.get("/station/").content.decode()
    worker = at_counter.get("/station/worker.js")

    linked = [part.split('"')[0] for part in page.split('src="')[1:]]
    linked += [part.split('"')[0] for part in page.split('rel="stylesheet" href="')[1:]]
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert [link for link in linked if json.dumps(link) not in worker.content.decode()] == []
    assert all(at_counter.get(link).status_code == 200 for link in linked if "static" not in link)


def test_a_form_that_lay_too_long_is_refused(at_counter, clerk, station):
    long_ago = timezone.now() - timedelta(days=61)
    campaign = CampaignFactory()
    campaign.phases.update(starts_at=long_ago - timedelta(days=9))
    said = filled(clerk, station, campaign=campaign.pk, handed_in_at=long_ago.isoformat())

    answer = at_counter.post("/station/send/", said)

    assert set(answer.json()["errors"]) == {"handed_in_at"}
