"""Drawing a panel that anyone can check.

With the notice the portal draws a secret seed and fixes the sorted list of candidates; only

    commitment = SHA-256(seed, newline, candidates' keys in ascending order joined by commas)

is shown. At the draw the seed is revealed. The order of the candidates is that of
SHA-256(seed, colon, key) in hex, lowest first; the panel are the first `size` of them who can
still sit on it, and who was passed over is kept. Anybody can recompute both with any tool.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.user import User
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.draw import Draw, PanelMember
from suggestions.commendation.moving import demand, locked, write_down
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act
from suggestions.commendation.steps import Step
from suggestions.review.experts.expert import Expert
from suggestions.review.rights import reviewers_for

SEED_BYTES = 32


def commitment_to(seed: str, candidates: Iterable[int]) -> str:
    """What is published before the draw: SHA-256 in hex over seed and candidates."""
    listed = ",".join(str(key) for key in sorted(candidates))
    return hashlib.sha256(f"{seed}\n{listed}".encode()).hexdigest()


def drawn_order(seed: str, candidates: Iterable[int]) -> list[int]:
    """The candidates in the order in which `seed` draws them; the same every time."""

    def ticket(key: int) -> str:
        return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()

    return sorted(set(candidates), key=lambda key: (ticket(key), key))


def is_as_promised(draw: Draw) -> bool:
    """Whether seed, candidates and the panel are those that the commitment promised."""
    able = [key for key in drawn_order(draw.seed, draw.candidates) if key not in draw.passed_over]
    drawn = list(draw.members.order_by("place").values_list("user", flat=True))
    promised = commitment_to(draw.seed, draw.candidates) == draw.commitment
    return promised and drawn == able[: draw.size]


def candidates_for(commendation: Commendation, *, at: datetime) -> list[int]:
    """The keys of the reviewers who can judge the list, in ascending order.

    Not who drafted it, nominated for it or stands on it, nor an expert out of office or away.
    """
    involved = set(commendation.nominees.values_list("person", flat=True))
    involved |= set(commendation.nominees.values_list("nominated_by", flat=True))
    involved |= {commendation.drafted_by_id}
    on = localdate(at)
    serving = Expert.objects.serving(on).values("user")
    able = Q(expert__isnull=True) | Q(pk__in=serving)
    rows = reviewers_for(commendation.unit, on=on).filter(able).order_by("pk")
    return [key for key in rows.values_list("pk", flat=True) if key not in involved]


def promise_draw(commendation: Commendation, size: int, *, at: datetime) -> Draw:
    """Fix seed and candidates; called inside the transaction that publishes the notice.

    Raises CommendationRefused if there are not enough candidates. A notice after a draft
    that was taken back promises anew.
    """
    candidates = candidates_for(commendation, at=at)
    if not 0 < size <= len(candidates):
        raise CommendationRefused(
            _("There are %(count)d reviewers who could be drawn; the panel needs %(size)d.")
            % {"count": len(candidates), "size": size}
        )
    Draw.objects.filter(commendation=commendation, drawn_at__isnull=True).delete()
    seed = secrets.token_hex(SEED_BYTES)
    return Draw.objects.create(
        commendation=commendation,
        size=size,
        seed=seed,
        candidates=candidates,
        commitment=commitment_to(seed, candidates),
        committed_at=at,
    )


@transaction.atomic
def draw_panel(commendation: Commendation, *, by: User, at: datetime) -> Draw:
    """Draw the panel, once: a second try returns the first draw unchanged.

    Raises PermissionDenied if `by` may not draw; CommendationRefused before the notice is
    over, or if too few candidates are left.
    """
    demand(by, Act.DRAW, commendation, at=at)
    row = locked(commendation)
    draw = Draw.objects.select_for_update().get(commendation=row)
    if draw.drawn_at is not None:
        return draw
    if row.step != Step.PANEL:
        raise CommendationRefused(_("The panel is drawn when the notice is over."))
    order = drawn_order(draw.seed, draw.candidates)
    able = set(candidates_for(row, at=at))
    chosen = [key for key in order if key in able][: draw.size]
    if len(chosen) < draw.size:
        raise CommendationRefused(_("Too few of the candidates are left. Please begin again."))
    _keep(draw, order, chosen, by=by, at=at)
    write_down(row, gettext_noop("Panel drawn"), by=by, at=at)
    return draw


def _keep(
    draw: Draw, order: Sequence[int], chosen: Sequence[int], *, by: User, at: datetime
) -> None:
    looked_at = order[: order.index(chosen[-1]) + 1]
    draw.passed_over = [key for key in looked_at if key not in chosen]
    draw.drawn_at, draw.drawn_by = at, by
    draw.save(update_fields=["passed_over", "drawn_at", "drawn_by"])
    PanelMember.objects.bulk_create(
        PanelMember(draw=draw, user_id=key, place=place)
        for place, key in enumerate(chosen, start=1)
    )
