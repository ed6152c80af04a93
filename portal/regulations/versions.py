"""Which version of a law is in force: follows from the dates, and from what editors declare."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from portal.regulations.articles import Article
from portal.regulations.kinds import Status
from portal.regulations.log_actions import VALIDITY_CHANGED
from portal.regulations.pages import RegulationPage, is_newer


@transaction.atomic
def settle_law(key: str, *, on: date) -> list[int]:
    """Give the published versions of the law `key` the validity that they have on `on`.

    Returns the keys of the pages that changed. A version that starts later is not yet in
    force; one that a newer version in force replaces is amended. A repealed one stays so,
    and so does one that an editor calls amended though the newer text is not here.
    """
    versions = list(RegulationPage.objects.live().of_law(key).select_for_update())
    settled = []
    for version in versions:
        status = _status(version, versions, on)
        if status != version.status:
            _set_status(version, status)
            settled.append(version.pk)
    Article.objects.filter(regulation__in=settled).announce()
    return settled


def settle_due(*, on: date) -> list[int]:
    """Settle the laws of which a version starts on or before `on`; for the daily schedule."""
    waiting = RegulationPage.objects.live().filter(status=Status.UPCOMING)
    due = waiting.exclude(in_force_from__gt=on).exclude(in_force_from=None, issued_on__gt=on)
    keys = sorted(set(due.values_list("law_key", flat=True)))
    return [page for key in keys for page in settle_law(key, on=on)]


def _status(version: RegulationPage, versions: Iterable[RegulationPage], on: date) -> Status:
    """What the validity of `version` is on `on`."""
    if version.status == Status.REPEALED:
        return Status.REPEALED
    if not _has_started(version, on):
        return Status.UPCOMING
    if any(is_newer(other, version) and _has_started(other, on) for other in versions):
        return Status.AMENDED
    return Status.AMENDED if version.status == Status.AMENDED else Status.IN_FORCE


def _has_started(version: RegulationPage, on: date) -> bool:
    """Whether `version` was in force on `on` or before; one without days was."""
    return version.starts_on is None or version.starts_on <= on


def _set_status(page: RegulationPage, status: Status) -> None:
    """Store the validity, also in the draft that an editor may have open, and log it."""
    RegulationPage.objects.filter(pk=page.pk).update(status=status)
    revision = Revision.objects.filter(pk=page.latest_revision_id).first()
    if revision and revision.content.get("status") == page.status:
        revision.content["status"] = status.value
        revision.save(update_fields=["content"])
    log(
        instance=page,
        action=VALIDITY_CHANGED,
        data={"before": page.status, "after": status.value},
    )
    page.status = status
