"""Issuing: a certificate for everyone on a published order, drawn by a task, and revoking one."""

import io
from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from PIL import Image

from portal.accounts.user import User
from suggestions.commendation.certificate import Certificate
from suggestions.commendation.codes import digest_of, new_code
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.moving import demand, write_down
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.picture.sheet import DPI, Words, draw_sheet
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act
from suggestions.commendation.steps import AwardKind

SWEEP = 100  # certificates drawn in one run
CHINESE = "zh-hans"


def issue_certificates(commendation: Commendation, *, at: datetime) -> None:
    """A certificate for each nominee left on the list; called inside the transaction."""
    for nominee in commendation.nominees.standing().with_grounds():
        certificate = _issued(nominee, commendation, at=at)
        _queue(certificate.pk)


def _issued(nominee: Nominee, commendation: Commendation, *, at: datetime) -> Certificate:
    code = new_code()
    return Certificate.objects.create(
        nominee=nominee,
        code=code,
        digest=digest_of(code),
        name=nominee.name,
        award=award_of(nominee, commendation),
        for_what="；".join(ground.title for ground in nominee.grounds.all())[:200],
        issuer=commendation.unit.name,
        issued_on=localdate(at),
    )


def award_of(nominee: Nominee, commendation: Commendation) -> str:
    """What is awarded: the commendation, and for offices and clerks as what."""
    if nominee.kind == AwardKind.AUTHOR:
        return commendation.title
    with override(CHINESE):
        return f"{commendation.title} · {nominee.get_kind_display()}"


def _queue(key: int) -> None:
    transaction.on_commit(lambda: draw_certificate.delay(key), robust=True)


@shared_task
def draw_certificate(key: int) -> None:
    """Draw the files of one certificate; may run twice. Raises FontMissing without a font."""
    certificate = Certificate.objects.filter(pk=key).first()
    if certificate is None or certificate.is_ready:
        return
    sheet = draw_sheet(words_of(certificate))
    for field, kind in ((certificate.picture, "PNG"), (certificate.document, "PDF")):
        place = field.field.generate_filename(certificate, "")
        field.storage.delete(place)
        field.save("", ContentFile(encoded(sheet, kind)), save=False)
    certificate.save(update_fields=["picture", "document"])


def encoded(sheet: Image.Image, kind: str) -> bytes:
    """`sheet` as a PNG or PDF file at its resolution."""
    content = io.BytesIO()
    if kind == "PDF":
        sheet.save(content, "PDF", resolution=DPI, quality=92)
    else:
        sheet.save(content, "PNG", dpi=(DPI, DPI), optimize=False)
    return content.getvalue()


def words_of(certificate: Certificate) -> Words:
    """What the sheet says."""
    path = reverse("suggestions:certificate_check")
    return Words(
        name=certificate.name or "市民",
        award=certificate.award,
        for_what=certificate.for_what,
        issuer=certificate.issuer,
        issued_on=certificate.issued_on,
        code=certificate.code,
        address=f"{settings.WAGTAILADMIN_BASE_URL}{path}",
    )


@shared_task
def draw_waiting_certificates() -> None:
    """Draw those whose task was lost, or that waited for a font; run by the schedule."""
    waiting = Certificate.objects.filter(document="").order_by("pk")
    for key in waiting.values_list("pk", flat=True)[:SWEEP]:
        draw_certificate(key)


@transaction.atomic
def revoke(certificate: Certificate, reason: str, *, by: User, at: datetime) -> None:
    """Take a certificate out of force; whoever checks its code is told so.

    Raises PermissionDenied, or CommendationRefused without a reason or the second time.
    """
    commendation = certificate.nominee.commendation
    demand(by, Act.REVOKE, commendation, at=at)
    if not reason.strip():
        raise CommendationRefused(_("Please say why."))
    rows = Certificate.objects.filter(pk=certificate.pk, revoked_at__isnull=True)
    if not rows.update(revoked_at=at, revoked_by=by, revoked_reason=reason.strip()):
        raise CommendationRefused(_("It has been revoked already."))
    write_down(commendation, gettext_noop("Certificate revoked"), by=by, at=at)
