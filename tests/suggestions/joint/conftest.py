import pytest
from django.utils import timezone

from suggestions.intake.receipts import new_receipt
from suggestions.joint.inviting import invite
from tests.factories import SuggestionFactory, UserFactory


@pytest.fixture
def suggestion():
    return SuggestionFactory(
        published=True, receipt=new_receipt(timezone.localdate()), author=UserFactory()
    )


@pytest.fixture
def guest(suggestion):
    return invite(suggestion, ["老李"], at=timezone.now())[0]
