"""Uploading: pictures of forms become a batch of sheets, part of it to be typed twice."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.intake.attachments import AttachmentKind
from suggestions.intake.files import Upload, check_upload
from suggestions.paper.preparing import straighten_sheet
from suggestions.paper.sheet import Sheet, SheetBatch
from suggestions.stations.rights import may_type_at

MOST_SHEETS = 100  # of one upload


def checked_pictures(files: Iterable[UploadedFile]) -> tuple[list[Upload], list[str]]:
    """The pictures among `files`, and what is wrong with the others."""
    sound, faults = [], []
    for file in files:
        try:
            upload = check_upload(file)
        except ValidationError as refusal:
            faults += refusal.messages
            continue
        if upload.kind == AttachmentKind.PDF:
            message = _("“%(name)s” is a PDF. Please upload pictures of the forms, one for each.")
            faults.append(message % {"name": upload.name})
        else:
            sound.append(upload)
    return sound, faults


@transaction.atomic
def open_batch(
    campaign: CampaignPage,
    station: Unit,
    received_on: date,
    *,
    by: User,
    at: datetime,
    sample_percent: int | None = None,
) -> SheetBatch:
    """An empty batch; raises PermissionDenied if `by` does not type for the station.

    `sample_percent` (0 to 100) of its sheets are typed twice; settings.PAPER_SAMPLE_PERCENT if
    it is not given.
    """
    if not may_type_at(by, station, on=localdate(at)):
        raise PermissionDenied
    share = settings.PAPER_SAMPLE_PERCENT if sample_percent is None else sample_percent
    return SheetBatch.objects.create(
        campaign=campaign,
        station=station,
        received_on=received_on,
        sample_percent=share,
        uploaded_by=by,
        uploaded_at=at,
    )


@transaction.atomic
def add_sheets(batch: SheetBatch, uploads: Sequence[Upload]) -> list[Sheet]:
    """Put pictures into `batch` and queue their straightening; one that is in it stays one.

    At least one of them is drawn for the second typing, unless the batch wants none. The lot
    is drawn with the secret key, so that nobody knows which before it has been typed.
    """
    locked = SheetBatch.objects.select_for_update().get(pk=batch.pk)
    known = set(locked.sheets.values_list("sha256", flat=True))
    last = locked.sheets.aggregate(last=Max("position"))["last"] or 0
    fresh = {upload.sha256: upload for upload in uploads if upload.sha256 not in known}
    sheets = [
        Sheet(batch=locked, position=place, name=upload.name, sha256=upload.sha256)
        for place, upload in enumerate(fresh.values(), start=last + 1)
    ]
    for sheet in sample_of(sheets, locked.sample_percent):
        sheet.in_sample = True
    for sheet, upload in zip(sheets, fresh.values(), strict=True):
        sheet.raw.save(upload.name, upload.file, save=False)
    Sheet.objects.bulk_create(sheets)
    for sheet in sheets:
        _queue(sheet.pk)
    return sheets


def sample_of(sheets: Sequence[Sheet], percent: int) -> list[Sheet]:
    """`percent` of `sheets`, rounded up, drawn by lot."""
    wanted = -(-len(sheets) * percent // 100)
    return sorted(sheets, key=_lot)[:wanted]


def _lot(sheet: Sheet) -> str:
    return salted_hmac("paper.sample", sheet.key.hex, algorithm="sha256").hexdigest()


def _queue(key: int) -> None:
    transaction.on_commit(lambda: straighten_sheet.delay(key), robust=True)
