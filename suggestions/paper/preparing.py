"""Preparing: the task that straightens one picture and keeps nothing of its hidden data."""

from datetime import timedelta
from io import BytesIO

from celery import shared_task
from django.core.files.base import ContentFile
from django.utils import timezone

from suggestions.intake.files import UNREADABLE, TooManyPixels, open_photo
from suggestions.paper.scanning.straightening import straightened
from suggestions.paper.sheet import Sheet, SheetState

QUALITY = 80  # of WebP, 0 to 100
LATE_AFTER = timedelta(minutes=10)
SWEEP = 50  # sheets straightened in one run of the schedule


@shared_task
def straighten_sheet(key: int) -> None:
    """Straighten the upload of one sheet and delete it; may run twice or be cut short anywhere."""
    sheet = Sheet.objects.filter(pk=key).exclude(raw="").first()
    if sheet is None:
        return
    if sheet.state == SheetState.WAITING:
        waiting = Sheet.objects.filter(pk=key, state=SheetState.WAITING)
        waiting.update(**_outcome(sheet))
    sheet.raw.storage.delete(str(sheet.raw.name))
    Sheet.objects.filter(pk=key).update(raw="")


@shared_task
def straighten_waiting() -> None:
    """Straighten what should have been long ago: its task was lost; run by the schedule."""
    before = timezone.now() - LATE_AFTER
    late = Sheet.objects.exclude(raw="").filter(batch__uploaded_at__lt=before).order_by("pk")
    for key in late.values_list("pk", flat=True)[:SWEEP]:
        straighten_sheet(key)


def _outcome(sheet: Sheet) -> dict[str, object]:
    """Write the straightened picture of `sheet`; returns what its row says afterwards."""
    try:
        with sheet.raw.open("rb") as raw:
            page = straightened(open_photo(raw))
    except (*UNREADABLE, TooManyPixels):
        return {"state": SheetState.REFUSED}
    content = BytesIO()
    page.picture.save(content, "WEBP", quality=QUALITY)
    place = sheet.picture.field.generate_filename(sheet, "")
    sheet.picture.storage.delete(place)
    sheet.picture.save("", ContentFile(content.getvalue()), save=False)
    return {
        "state": SheetState.READY,
        "picture": place,
        "page_found": page.corners is not None,
        "turned_by": round(page.turned_by, 2),
    }
