"""Inviting co-authors, and the link and the code by which each is known."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from suggestions.events import Event
from suggestions.intake.receipts import ALPHABET, READ_AS, parse_receipt
from suggestions.joint.co_author import CoAuthor, CoAuthorQuerySet
from suggestions.states import OPEN, Channel, Classification, State, SuggesterKind
from suggestions.suggestion import Suggestion

SALT = "suggestions.joint"
CODE_LENGTH = 8
"""Characters of a confirmation code: 40 bits, of at most MOST invitations, with few tries."""
MOST = 50
"""Invitations of one suggestion that may stand at the same time."""


class CannotInvite(Exception):
    """Nobody more can be invited; the text says why."""


def may_change(suggestion: Suggestion) -> bool:
    """Whether people may still join: until it is answered, referred or decided."""
    return State(suggestion.state) in OPEN


def is_own_report(suggestion: Suggestion) -> bool:
    """Whether its author called it a report against someone: others are not asked to join it.

    Not what was taken for one here or taken down by staff: of that its author notices nothing.
    One query for a report, none for others.
    """
    if suggestion.classification != Classification.REPORT or suggestion.channel != Channel.WEB:
        return False
    classes = suggestion.history.filter(event=Event.CLASSIFIED).values_list("before", flat=True)
    return classes.first() in {None, Classification.REPORT}


@transaction.atomic
def invite(suggestion: Suggestion, labels: Iterable[str], *, at: datetime) -> list[CoAuthor]:
    """An invitation for each of `labels`, how the contact knows them; it is joint from now on.

    Raises CannotInvite once people can no longer join, to its author's report, or beyond MOST.
    """
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    wanted = [label for label in (text.strip() for text in labels) if label]
    if not may_change(row):
        raise CannotInvite(_("It is answered or decided: nobody can join any more."))
    if is_own_report(row):
        raise CannotInvite(_("This is a report against somebody: nobody else is shown or asked."))
    if row.co_authors.filter(withdrawn_at__isnull=True).count() + len(wanted) > MOST:
        raise CannotInvite(_("At most %(most)d people can be invited.") % {"most": MOST})
    if wanted and row.suggester == SuggesterKind.PERSON:
        row.suggester = suggestion.suggester = SuggesterKind.JOINT
        row.save(update_fields=["suggester"])
    return CoAuthor.objects.bulk_create(
        CoAuthor(suggestion=row, label=label, invited_at=at) for label in wanted
    )


@transaction.atomic
def uninvite(suggestion: Suggestion, key: uuid.UUID) -> bool:
    """Take back an invitation that nobody has answered; returns whether there was one."""
    Suggestion.objects.locked().get(pk=suggestion.pk)  # somebody may be confirming just now
    return bool(suggestion.co_authors.pending().filter(key=key).delete()[0])


def token_of(co_author: CoAuthor) -> str:
    """What stands in the link: the key, signed, with the moment of the invitation in it."""
    said = [co_author.key.hex, int(co_author.invited_at.timestamp())]
    return signing.Signer(salt=SALT).sign_object(said)


def address_of(co_author: CoAuthor) -> str:
    """The whole link, to be passed on by the contact."""
    path = reverse("suggestions:join", args=[token_of(co_author)])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def by_token(token: str) -> CoAuthor | None:
    """Whose link this is; None if it is forged, or the invitation was taken back."""
    try:
        key, _invited = signing.Signer(salt=SALT).unsign_object(token)
        return _rows().filter(key=uuid.UUID(key)).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


def is_too_old(co_author: CoAuthor, *, at: datetime) -> bool:
    """Whether the link confirms nothing any more; it still takes a name back."""
    return at - co_author.invited_at > timedelta(days=settings.JOINT_LINK_DAYS)


def code_of(co_author: CoAuthor) -> str:
    """The confirmation code, such as 7K2M-Q4XP; the same one every time."""
    mac = salted_hmac("suggestions.joint.code", co_author.key.hex, algorithm="sha256").digest()
    number = int.from_bytes(mac, "big")
    code = "".join(ALPHABET[(number >> 5 * place) % 32] for place in range(CODE_LENGTH))
    return f"{code[:4]}-{code[4:]}"


def by_code(receipt: str, code: str) -> CoAuthor | None:
    """Whose code this is among those invited to the suggestion with this receipt; else None."""
    typed = "".join(c for c in code.upper().translate(READ_AS) if c in ALPHABET)
    rows = _rows().filter(suggestion__receipt=parse_receipt(receipt), withdrawn_at__isnull=True)
    found = None
    for row in rows[:MOST]:  # all of them, so that the time tells nothing
        if constant_time_compare(code_of(row).replace("-", ""), typed):
            found = row
    return found


def _rows() -> CoAuthorQuerySet:
    """Invitations that open something.

    A report against someone and what was withdrawn show themselves to nobody new; whoever has
    confirmed can still leave.
    """
    report = Q(suggestion__classification=Classification.REPORT)
    withdrawn = Q(suggestion__state=State.WITHDRAWN)
    closed = (report | withdrawn) & Q(confirmed_at__isnull=True)
    return CoAuthor.objects.exclude(closed).select_related("suggestion__campaign")
