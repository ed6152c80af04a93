"""What the tests of paper type of a sheet, where, and who else could."""

from portal.organisation.membership import Role
from portal.organisation.unit import Unit
from suggestions.models import Sheet, SheetBatch
from tests.factories import staff

SAID = {
    "classification": "suggestion",
    "title": "给候车亭装一条长椅",
    "problem": "老人站着等车。",
    "proposal": "装一条带靠背的长椅。",
    "author_name": "赵小满",
    "phone": "13800000000",
    "consent_privacy": "on",
    "consent_form": "signed",
}


def address(sheet: Sheet, end: str = "") -> str:
    return f"/admin/paper/{sheet.batch_id}/{sheet.position}/{end}"


def colleague(batch: SheetBatch):
    return staff(Role.STATION_CLERK, unit=Unit.objects.get(pk=batch.station_id))
