"""Printing: numbering forms and drawing them into one file, by a task that may run twice."""

from datetime import datetime
from io import BytesIO

from celery import shared_task
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.commendation.picture.fonts import FontMissing
from suggestions.intake.receipts import tracking_code, tracking_digest
from suggestions.paper.drawing.form import DPI, FormWords, draw_form, draw_numbers
from suggestions.paper.numbers import printed_numbers
from suggestions.paper.print_run import PrintRun
from suggestions.paper.slip import Slip
from suggestions.stations.rights import may_type_at

MOST_FORMS = 200
ATTEMPTS = 5
"""Tries to take the next numbers; two clerks who print at once take turns."""
SWEEP = 20  # print runs drawn in one run of the schedule


def order_forms(
    campaign: CampaignPage, station: Unit, count: int, *, by: User, at: datetime
) -> PrintRun:
    """Number `count` forms (1 to MOST_FORMS) and queue the drawing of their file.

    Raises PermissionDenied if `by` does not type for the station.
    """
    if not may_type_at(by, station, on=localdate(at)):
        raise PermissionDenied
    for _attempt in range(ATTEMPTS - 1):
        try:
            return _numbered(campaign, station, count, by, at)
        except IntegrityError:
            continue  # somebody else took these numbers a moment ago
    return _numbered(campaign, station, count, by, at)


@transaction.atomic
def _numbered(
    campaign: CampaignPage, station: Unit, count: int, by: User, at: datetime
) -> PrintRun:
    last = PrintRun.objects.aggregate(last=Max(F("first_serial") + F("count")))["last"]
    run = PrintRun.objects.create(
        campaign=campaign,
        station=station,
        first_serial=last or 1,
        count=count,
        made_by=by,
        made_at=at,
    )
    slips = [
        Slip(run=run, station=station, number=number)
        for number in printed_numbers(run.first_serial, count)
    ]
    for slip in slips:
        slip.digest = tracking_digest(slip.number, tracking_code(slip.key))
    Slip.objects.bulk_create(slips)
    transaction.on_commit(lambda: draw_forms.delay(run.pk), robust=True)
    return run


@shared_task
def draw_forms(key: int) -> None:
    """Draw the file of one print run, counting the forms as it goes; may run twice.

    Without a font the run says what to install.
    """
    run = PrintRun.objects.select_related("campaign", "station").filter(pk=key).first()
    if run is None or run.is_ready:
        return
    try:
        content = _document(run)
    except FontMissing as error:
        PrintRun.objects.filter(pk=run.pk).update(fault=str(error)[:200])
        return
    place = run.document.field.generate_filename(run, "")
    run.document.storage.delete(place)
    run.document.save("", ContentFile(content), save=False)
    PrintRun.objects.filter(pk=run.pk).update(document=place, drawn=run.count, fault="")


@shared_task
def draw_waiting_forms() -> None:
    """Draw those whose task was lost, or that waited for a font; run by the schedule."""
    waiting = PrintRun.objects.filter(document="").order_by("pk")
    for key in waiting.values_list("pk", flat=True)[:SWEEP]:
        draw_forms(key)


def _document(run: PrintRun) -> bytes:
    """The PDF: what all forms share is drawn once."""
    words = words_of(run)
    blank = draw_form(words)
    pages = []
    for place, slip in enumerate(run.slips.all(), start=1):
        pages.append(draw_numbers(blank, slip.number, tracking_code(slip.key), words.address))
        if place % 10 == 0:
            PrintRun.objects.filter(pk=run.pk).update(drawn=place)
    content = BytesIO()
    pages[0].save(content, "PDF", resolution=DPI, save_all=True, append_images=pages[1:])
    return content.getvalue()


def words_of(run: PrintRun) -> FormWords:
    """What the forms of a run say."""
    station = run.station
    where = "　".join(part for part in (station.address, station.phone, station.hours) if part)
    return FormWords(
        campaign=run.campaign.title,
        organiser=run.campaign.organiser.name,
        station=station.name,
        where=where,
        address=tracking_address(),
    )


def tracking_address() -> str:
    """Where a slip's number and code are typed in."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('suggestions:track')}"
