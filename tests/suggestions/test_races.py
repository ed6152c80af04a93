"""Several at once: nothing is doubled, nothing is lost, and whoever is second is told."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from suggestions.handling.publication import CannotPublish, publish
from suggestions.handling.screening import accept, decline
from suggestions.history import MoveNotAllowed
from suggestions.intake.consents import Consent, ConsentKind, ConsentText
from suggestions.intake.files import check_upload
from suggestions.intake.preparing import keep_upload
from suggestions.intake.submission import Draft, submit
from suggestions.models import Attachment, Suggestion
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory, UserFactory
from tests.suggestions.intake.test_files import PDF

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 4


def at_once(actions):
    """What each of `actions` returned or raised, all begun together, each on its own connection."""

    def run(action):
        try:
            return action()
        except (MoveNotAllowed, CannotPublish) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as threads:
        return list(threads.map(run, actions))


def draft(**fields):
    said = {"title": "公园夜间照明", "problem": "路灯太暗。"}
    return Draft(consents=frozenset({ConsentKind.PRIVACY}), **(said | fields))


def test_a_double_click_through_several_workers_makes_one_suggestion():
    same = draft(campaign=CampaignFactory())

    receipts = at_once([lambda: submit(same, by=None, at=timezone.now())] * 8)

    assert Suggestion.objects.count() == 1
    assert {receipt.tracking_code for receipt in receipts} == {receipts[0].tracking_code}
    assert [receipt.created for receipt in receipts].count(True) == 1
    assert Suggestion.objects.get().consents.count() == 1
    assert Suggestion.objects.get().history.count() == 1


def test_different_submissions_at_once_all_arrive_with_their_own_receipt():
    campaign = CampaignFactory()
    drafts = [draft(campaign=campaign, title=f"第{n}条建议") for n in range(20)]

    at_once([lambda d=d: submit(d, by=None, at=timezone.now()) for d in drafts])

    assert Suggestion.objects.values("receipt").distinct().count() == 20


def test_two_clerks_who_take_the_same_item_leave_one_step():
    suggestion = SuggestionFactory()
    clerks = UserFactory.create_batch(2)

    results = at_once(
        [
            lambda: accept(Suggestion.objects.get(), by=clerks[0]),
            lambda: decline(Suggestion.objects.get(), by=clerks[1], note="不受理"),
        ]
        * 2
    )

    assert sum(isinstance(result, MoveNotAllowed) for result in results) == 3
    assert suggestion.history.count() == 1
    assert Suggestion.objects.get().state in {State.ACCEPTED, State.DECLINED}


def test_two_publishers_publish_once():
    suggestion = SuggestionFactory(accepted=True)
    text = ConsentText.objects.get(kind=ConsentKind.PUBLISH)
    Consent.objects.create(suggestion=suggestion, text=text, given_at=timezone.now())

    results = at_once([lambda: publish(Suggestion.objects.get(), by=None, at=timezone.now())] * 4)

    assert sum(isinstance(result, CannotPublish) for result in results) == 3
    assert suggestion.history.count() == 1


def test_the_same_file_through_several_workers_is_kept_once():
    key = uuid.uuid4()

    def keep():
        upload = check_upload(SimpleUploadedFile("a.pdf", PDF))
        return keep_upload(upload, form_key=key, at=timezone.now()).pk

    kept = at_once([keep] * 6)

    assert set(kept) == {Attachment.objects.get().pk}
    assert Attachment.objects.get().file.storage.exists(Attachment.objects.get().file.name)
