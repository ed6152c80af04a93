"""In hand already: a matter that is open elsewhere gets its progress, not a second case.

信访工作条例 Art. 19: what has been accepted or is being handled is not taken up a second time.
The new suggestion keeps its receipt; its author is told how things stand, and hears the answer
when there is one.
"""

from datetime import date, datetime

from django.db import models, transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.handling.screening import UNDO_FOR
from suggestions.history import Entry, move
from suggestions.repeats.link import Link, Verdict, locked_ends
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

IN_HAND = frozenset({State.RECEIVED, State.RETURNED, State.ACCEPTED, State.REVIEWING})


class Obstacle(models.TextChoices):
    """Why a suggestion cannot be closed with the progress of another."""

    NOT_SAME = "not_same", _("Say first that both say the same.")
    NOT_OPEN = "not_open", _("The earlier one is not in hand any more.")
    NOT_NEW = "not_new", _("Only what nobody has taken up yet is closed like this.")
    SEALED = "sealed", _("Reports are not compared.")


class CannotJoin(Exception):
    """It cannot be closed with the earlier one's progress; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        """Keep the reason."""
        super().__init__(obstacle.label)
        self.obstacle = obstacle


def obstacle_to_joining(later: Suggestion, earlier: Suggestion, *, verdict: str) -> Obstacle | None:
    """What stands against telling the author of `later` the progress of `earlier` instead.

    `verdict` is what stands about the two.
    """
    if Classification.REPORT in (later.classification, earlier.classification):
        return Obstacle.SEALED
    if later.state != State.RECEIVED:
        return Obstacle.NOT_NEW
    if earlier.state not in IN_HAND:
        return Obstacle.NOT_OPEN
    return None if verdict == Verdict.SAME else Obstacle.NOT_SAME


def is_joinable(later: Suggestion, earlier: Suggestion, *, verdict: str) -> bool:
    """Whether nothing stands against it."""
    return obstacle_to_joining(later, earlier, verdict=verdict) is None


@transaction.atomic
def close_with_progress(
    later: Suggestion, earlier: Suggestion, *, by: User, at: datetime, note: str = ""
) -> Entry:
    """Answer `later` with how `earlier` stands. Raises CannotJoin.

    Of the earlier one the author learns the unit, the day and the state; its number and words
    only if these are public or the author's own.
    """
    first, second = locked_ends([later.pk, earlier.pk])
    new, old = (first, second) if first.pk == later.pk else (second, first)
    link = Link.objects.filter(later=new, earlier=old).first()
    obstacle = obstacle_to_joining(new, old, verdict=link.verdict if link else "")
    if obstacle:
        raise CannotJoin(obstacle)
    told = progress_of(old, to=new, on=localdate(at))
    words = "\n\n".join(part for part in (note.strip(), told) if part)
    return move(later, State.ANSWERED, by=by, note=words, tell_after=UNDO_FOR)


def progress_of(earlier: Suggestion, *, to: Suggestion, on: date) -> str:
    """How `earlier` stands on `on`, as the author of `to` is told it, in Chinese."""
    day = localdate(earlier.submitted_at)
    said = f"您反映的同一事项已于{day:%Y年%m月%d日}登记，由{earlier.unit.name}办理，"
    said += f"截至{on:%Y年%m月%d日}的进展为“{_chinese(earlier.state)}”，不再重复立项。"
    if earlier.is_public or _same_author(earlier, to):
        said += f"可凭受理编号{earlier.receipt}查看。"
    return said + "本件的受理编号继续有效，该事项的答复公开后将告知您。"


def _same_author(one: Suggestion, other: Suggestion) -> bool:
    return one.author_id is not None and one.author_id == other.author_id


def _chinese(state: str) -> str:
    with translation.override("zh-hans"):
        return str(State(state).label)
