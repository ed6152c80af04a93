"""Erasing a person's data: from one suggestion, or from all of an account's and the account.

What is left, reviews, decisions and history, is logged again under a new key, so that nobody
can change it unseen afterwards. The old commitments stay in the chain and say nothing more.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.signals import changed
from suggestions.chain.entry import ChainEntry, Occasion
from suggestions.chain.erasing import ledger
from suggestions.chain.erasing.erasure import Erasure, Ground
from suggestions.chain.erasing.refusals import ErasureRefused
from suggestions.chain.erasing.removing import remove_files, remove_personal_data
from suggestions.chain.erasing.rights import may_erase
from suggestions.chain.facts import moment
from suggestions.chain.recording import note, note_many
from suggestions.chain.sources import of_kind
from suggestions.chain.subject_key import SubjectKey, destroy_key
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.history import Event, record
from suggestions.review.standing import Standing
from suggestions.states import GOLDEN
from suggestions.suggestion import Suggestion

BATCH = 500  # rows logged again at once


@transaction.atomic
def erase(
    suggestion: Suggestion,
    *,
    reason: Ground,
    keeps_text: bool = False,
    by: User | None,
    at: datetime,
    number: uuid.UUID | None = None,
) -> Erasure:
    """Remove the author's personal data from `suggestion` and destroy its key.

    With `keeps_text` the words of an adopted idea stay, masked and without an author. `by` is
    None for a command; `number` is given where an erasure is repeated, and is in the ledger
    already. Files follow on commit. Raises PermissionDenied if `by` may not, ErasureRefused
    if words are to be kept that no decision has adopted.
    """
    if by is not None and not may_erase(by, suggestion, on=localdate(at)):
        raise PermissionDenied
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    list(Standing.objects.select_for_update().filter(suggestion=row).order_by("pk"))
    if keeps_text and row.state not in GOLDEN:
        raise ErasureRefused(_("Only the words of an adopted suggestion can stay."))
    steps = remove_personal_data(row, keeps_text=keeps_text)
    destroyed = destroy_key(row, at=at)
    erasure = Erasure.objects.create(
        number=number or uuid.uuid4(),
        suggestion=row,
        destroyed_key=destroyed.pk if destroyed else None,
        reason=reason,
        keeps_text=keeps_text,
        by=by,
        at=at,
    )
    _log_again(destroyed, at=at)
    note_many(_rows("commendationentry", steps), at=at, occasion=Occasion.AFTER_ERASURE)
    record(row, Event.ERASED, by=by)
    note(erasure, at=at)
    changed(Suggestion, [row.pk])
    changed(GoldenIdea, GoldenIdea.objects.filter(suggestion=row).values_list("pk", flat=True))
    transaction.on_commit(lambda: remove_files.delay(row.pk), robust=True)
    if number is None:
        _keep_line(erasure, row)
    return erasure


@transaction.atomic
def erase_account(
    account: User,
    *,
    reason: Ground,
    by: User | None,
    at: datetime,
    number: uuid.UUID | None = None,
) -> Erasure:
    """Erase a citizen's account and the personal data of every suggestion it handed in.

    The row stays, without a name or a way to sign in, for histories that point to it. Raises
    PermissionDenied as `erase` does, ErasureRefused for members of staff: what they did in
    office stays under their name.
    """
    person = User.objects.select_for_update().get(pk=account.pk)
    if person.is_staff or person.is_superuser or person.memberships.exists():
        raise ErasureRefused(_("The account of a member of staff cannot be erased."))
    for suggestion in Suggestion.objects.filter(author=person).order_by("pk"):
        erase(suggestion, reason=reason, by=by, at=at)
    _empty(person)
    erasure = Erasure.objects.create(
        number=number or uuid.uuid4(), account=person, reason=reason, by=by, at=at
    )
    if number is None:
        _keep_line(erasure, person)
    return erasure


def _empty(person: User) -> None:
    person.username = f"erased-{person.pk}"
    person.name = person.first_name = person.last_name = person.email = ""
    person.is_active, person.verified_at, person.last_login = False, None, None
    person.set_unusable_password()
    person.save()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()


def _log_again(destroyed: SubjectKey | None, *, at: datetime) -> None:
    """Log what is left of everything that was logged under the destroyed key."""
    if destroyed is None:
        return
    logged = ChainEntry.objects.filter(key=destroyed).order_by()
    for kind in logged.values_list("kind", flat=True).distinct():
        keys = logged.filter(kind=kind).values_list("row", flat=True).distinct()
        note_many(_rows(kind, sorted(keys)), at=at, occasion=Occasion.AFTER_ERASURE)


def _rows(kind: str, keys: list[int]) -> Iterator[models.Model]:
    """The rows that are there; what was taken away by the rules has nothing more to say."""
    stretches = (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
    return chain.from_iterable(of_kind(kind, stretch).values() for stretch in stretches)


def _keep_line(erasure: Erasure, subject: Suggestion | User) -> None:
    """Last of all before the commit: whatever is committed is in the file."""
    line = ledger.Line(
        number=str(erasure.number),
        subject=ledger.digest_of(subject),
        reason=erasure.reason,
        keeps_text=erasure.keeps_text,
        at=str(moment(erasure.at)),
        key=ledger.fingerprint(settings.SECRET_KEY),
    )
    ledger.append(line)
