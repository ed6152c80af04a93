"""An erasure takes the organisation, the co-authors and the way to claim with it."""

import pytest
from django.utils import timezone

from suggestions.agency.acting import tell
from suggestions.agency.claiming import claim
from suggestions.chain.erasing.erasing import erase
from suggestions.chain.erasing.erasure import Ground
from suggestions.intake.desk.desk_entry import DeskEntry, claim_digest
from suggestions.intake.receipts import new_receipt
from suggestions.joint.suggester import SuggestingOrganisation
from suggestions.models import CoAuthor
from tests.factories import AgencyFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


@pytest.fixture
def row(settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "ledger.jsonl")
    row = SuggestionFactory(receipt=new_receipt(timezone.localdate()), author_name="望澜园林协会")
    digest = claim_digest(row.receipt, PHONE)
    DeskEntry.objects.create(suggestion=row, claim_digest=digest)
    SuggestingOrganisation.objects.create(
        suggestion=row,
        name="望澜园林协会",
        credit_code="91110000600037341L",
        contact_person="赵六一",
    )
    CoAuthor.objects.create(suggestion=row, name="李四光", invited_at=timezone.now())
    return row


def test_names_go_and_are_masked_where_agents_wrote_them(row):
    agency = AgencyFactory(suggestion=row, witness="孙七七")
    now = timezone.now()
    tell(agency, by=agency.agent, note="已告知赵六一和李四光", at=now)

    erase(row, reason=Ground.CONSENT, by=None, at=now)

    agency.refresh_from_db()
    assert agency.witness == ""
    assert agency.steps.get().note == "已告知某某和某某"
    assert CoAuthor.objects.get().name == ""
    assert SuggestingOrganisation.objects.get().contact_person == ""


def test_nobody_claims_what_was_erased(row):
    erase(row, reason=Ground.CONSENT, by=None, at=timezone.now())

    assert claim(row.receipt, PHONE, by=UserFactory(), at=timezone.now()) is None
    assert claim(row.receipt, "", by=UserFactory(), at=timezone.now()) is None
