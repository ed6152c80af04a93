"""Obstacles: why a reviewer cannot write on a suggestion now, in words for the reviewer.

`saving.py` asks the same of the database in one statement: change both.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from campaigns.phases import FEATURES, Feature, Phase, PhaseKind
from suggestions.review.assignment import Assignment
from suggestions.review.calibration import waiting_for_calibration
from suggestions.review.round import Round
from suggestions.review.standing import Standing
from suggestions.states import State

SCORING_PHASES = [kind.value for kind in PhaseKind if Feature.REVIEW in FEATURES[kind]]


def obstacle(assignment: Assignment, *, at: datetime) -> str:
    """Why the reviewer cannot write on `assignment` at `at`, in words; empty if they can.

    At most one query, if round, campaign and suggestion are there.
    """
    return _of_task(assignment) or _of_round(assignment.round, at=at) or _of_rows(assignment, at)


def _of_task(assignment: Assignment) -> str:
    if assignment.abstained_at is not None:
        return _("You have abstained from this suggestion.")
    if assignment.suggestion.state == State.WITHDRAWN:
        return _("The suggestion has been withdrawn from the round.")
    if assignment.dropped_at is not None:
        return _("This suggestion is no longer yours to review.")
    if assignment.suggestion.state != State.REVIEWING:
        return _("The panel has decided on this suggestion.")
    return ""


def _of_round(round: Round, *, at: datetime) -> str:
    if not round.is_open:
        return _("The round is closed.")
    if at >= round.deadline:
        return _("The deadline of the round has passed.")
    return ""


def _of_rows(assignment: Assignment, at: datetime) -> str:
    """What other rows say; the panel may have decided and publish it later."""
    same_round = {"round": OuterRef("round"), "suggestion": OuterRef("suggestion")}
    phases = Phase.objects.holding(at).filter(kind__in=SCORING_PHASES)
    row = Assignment.objects.filter(pk=assignment.pk).annotate(
        is_decided=Exists(Standing.objects.decided().filter(**same_round)),
        in_phase=Exists(phases.filter(campaign=OuterRef("round__campaign"))),
        waits=Exists(waiting_for_calibration(Assignment.objects.filter(pk=OuterRef("pk")))),
    )
    is_decided, in_phase, waits = row.values_list("is_decided", "in_phase", "waits").get()
    if is_decided:
        return _("The panel has decided on this suggestion.")
    if not in_phase or not assignment.round.campaign.live:
        return _("The campaign is not in a reviewing phase.")
    return _("Please submit the suggestions that everyone scores first.") if waits else ""
