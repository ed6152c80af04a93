"""Which wording an author agreed to: that of the day it was handed in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suggestions.intake.consents import Consent, ConsentKind, ConsentText
from suggestions.intake.submission import Draft, submit
from tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db


def test_a_wording_changed_on_the_way_is_not_the_one_agreed_to():
    now = timezone.now()
    handed_in = now - timedelta(days=3)
    ConsentText.objects.filter(kind=ConsentKind.PRIVACY).update(effective_from="2020-01-01")
    before = ConsentText.objects.current(timezone.localdate(now)).get(kind=ConsentKind.PRIVACY)
    ConsentText.objects.create(
        kind=ConsentKind.PRIVACY,
        version=before.version + 1,
        text_zh="新",
        text_en="new",
        effective_from=timezone.localdate(now),
    )
    draft = Draft(
        campaign=CampaignFactory(),
        title="路口加装信号灯",
        problem="早高峰行人过街困难，车辆不让行，存在隐患。",
        consents=frozenset({ConsentKind.PRIVACY}),
        submitted_at=handed_in,
    )

    submit(draft, by=None, at=now)

    kept = Consent.objects.get()
    assert (kept.text, kept.given_at) == (before, handed_in)
