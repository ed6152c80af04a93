"""Saving as one goes: one score at a time, in one word with the database.

One statement asks for rights and state, holds the draft against its being submitted meanwhile,
and writes. It is SQL: building it anew from querysets took fourteen times a bare insert, so it
takes less than three (tests/benchmarks). Only where nothing was written are a draft begun and
reasons looked up.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.rubrics import LEVELS
from portal.accounts.user import User
from suggestions.review.assignment import Assignment
from suggestions.review.obstacles import SCORING_PHASES, obstacle
from suggestions.review.refusals import ReviewRefused
from suggestions.review.reviews import Fixer, Review
from suggestions.review.rights import may_review
from suggestions.review.scoring import ALREADY_SUBMITTED
from suggestions.review.texts import text_hash
from suggestions.states import State
from suggestions.suggestion import Suggestion

# What `obstacle` says in words, but for the calibration set: that one waits for it is told on
# submitting.
_TASK = f"""
    suggestions_assignment task
    join suggestions_round round on round.id = task.round_id
    join suggestions_suggestion suggestion on suggestion.id = task.suggestion_id
    join wagtailcore_page campaign on campaign.id = round.campaign_id
    {{draft}}
    where task.id = %(assignment)s and task.reviewer_id = %(by)s
    and task.dropped_at is null and round.closed_at is null and round.deadline > %(at)s
    and suggestion.state = '{State.REVIEWING.value}' and campaign.live
    and (%(criterion)s = 0 or exists (
        select 1 from campaigns_criterion criterion
        where criterion.id = %(criterion)s and criterion.rubric_id = round.rubric_id))
    and exists (
        select 1 from campaigns_phase phase
        where phase.campaign_id = round.campaign_id and phase.starts_at <= %(at)s
        and (phase.ends_at is null or phase.ends_at > %(at)s)
        and phase.kind in ({", ".join(f"'{kind}'" for kind in SCORING_PHASES)}))
    and not exists (
        select 1 from suggestions_standing standing
        where standing.round_id = task.round_id
        and standing.suggestion_id = task.suggestion_id and standing.outcome <> '')
"""  # noqa: S608 - only our own constants are put in
_DRAFT = """
    join suggestions_review review
    on review.assignment_id = task.id and review.submitted_at is null
"""
_BEGIN = f"""
    insert into suggestions_review (assignment_id, comment, text_hash, updated_at)
    select task.id, '', %(text)s, %(at)s from {_TASK.format(draft="")}
    on conflict (assignment_id) do nothing
"""  # noqa: S608
_COMMENT = f"""
    update suggestions_review set updated_at = %(at)s, comment = %(comment)s
    where submitted_at is null and assignment_id = (select task.id from {_TASK.format(draft="")})
"""  # noqa: S608
_SCORE = f"""
    insert into suggestions_score (review_id, criterion_id, level, comment, fixer)
    select review.id, %(criterion)s, %(level)s, %(comment)s, %(fixer)s
    from {_TASK.format(draft=_DRAFT)} {{lock}}
    on conflict (review_id, criterion_id) do update set {{update}}
"""  # noqa: S608
_LOCK = "for no key update of review"
"""Waits for who submits the draft in this moment, and then finds none. SQLite has one writer."""


def save_score(
    assignment: int,
    criterion: int,
    *,
    level: int | None = None,
    comment: str | None = None,
    fixer: str | None = None,
    text: str = "",
    by: User,
    at: datetime,
) -> None:
    """Keep what is given of one score in the draft of `assignment` (a key); None stays as it is.

    `text` is the fingerprint of the text that was read. The last write of a criterion wins.
    Raises PermissionDenied for anyone but the reviewer, ReviewRefused as `save_draft` does
    or if `criterion` (a key) is not one of the round's rubric, or for nothing given.
    """
    if level is not None and level not in LEVELS:
        raise ReviewRefused(_("Please choose a level from 1 to 5."))
    if fixer not in (None, "", *Fixer.values):
        raise ReviewRefused(_("Please choose who could fix it from the list."))
    if level == LEVELS[-1]:
        fixer = ""  # nothing to put right
    given = {"level": level, "comment": comment, "fixer": fixer}
    changed = [name for name, value in given.items() if value is not None]
    if not changed:
        raise ReviewRefused(_("There is nothing to save."))
    facts = {"assignment": assignment, "criterion": criterion}
    values = facts | {"level": level, "comment": comment or "", "fixer": fixer or ""}
    update = ", ".join(f"{name} = excluded.{name}" for name in changed)
    lock = _LOCK if connection.features.has_select_for_no_key_update else ""
    _write(_SCORE.format(lock=lock, update=update), values, text, by=by, at=at)


def save_comment(assignment: int, comment: str, *, text: str = "", by: User, at: datetime) -> None:
    """Keep the comment on the whole in the draft of `assignment`; raises as `save_score`."""
    facts = {"assignment": assignment, "criterion": 0, "comment": comment}
    _write(_COMMENT, facts, text, by=by, at=at)


def _write(statement: str, facts: dict[str, Any], text: str, *, by: User, at: datetime) -> None:
    """Change the draft, begun if there is none; raises why that cannot be."""
    if not may_review(by, on=localdate(at)):
        raise PermissionDenied
    moment = connection.ops.adapt_datetimefield_value(at)
    values = {**facts, "by": by.pk, "at": moment}
    if _run(statement, values):
        return
    with transaction.atomic():
        _run(_BEGIN, {**values, "text": text or _text_of(facts["assignment"])})
        if not _run(statement, values):
            raise _refusal(facts["assignment"], by=by, at=at)


def _run(statement: str, values: dict[str, Any]) -> bool:
    """Whether the statement wrote anything."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount > 0)


def _text_of(assignment: int) -> str:
    """The fingerprint of the text now; "" if there is no such assignment."""
    suggestion = Suggestion.objects.filter(assignments=assignment).first()
    return text_hash(suggestion) if suggestion else ""


def _refusal(assignment: int, *, by: User, at: datetime) -> Exception:
    """Why nothing can be written."""
    related = ("round__campaign", "suggestion")
    task = Assignment.objects.filter(pk=assignment, reviewer=by).select_related(*related).first()
    if task is None:
        return PermissionDenied()
    if Review.objects.submitted().filter(assignment=task).exists():
        return ReviewRefused(ALREADY_SUBMITTED)
    reason = obstacle(task, at=at)
    return ReviewRefused(reason or _("This criterion is not one of the round's rubric."))
