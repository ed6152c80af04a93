"""Answering: the author says whether the idea was really carried out."""

from datetime import datetime

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.conversion.converting import locked, touch
from suggestions.conversion.proposal import Answer, Proposal
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.verifying import settle
from suggestions.history import MoveNotAllowed
from suggestions.suggestion import Suggestion

logger = structlog.get_logger(__name__)


def question_for(suggestion: Suggestion) -> Proposal | None:
    """The claim about which the author has not said anything yet."""
    waiting = Proposal.objects.open().of_work().filter(answer="", idea__suggestion=suggestion)
    return waiting.select_related("regulation").first()


@transaction.atomic
def answer_as_author(
    suggestion: Suggestion, agrees: bool, comment: str, *, at: datetime
) -> Proposal:
    """Keep what the author says, once. Who does not agree says why, and the unit looks again.

    Raises FollowUpRefused if nothing is asked any more or the comment is missing.
    """
    question = question_for(suggestion)
    if question is None:
        raise FollowUpRefused(_("It is settled already; thank you."))
    if not (agrees or comment.strip()):
        raise FollowUpRefused(_("Please say what is missing."))
    locked(question.idea)
    rows = Proposal.objects.select_related("idea__suggestion")
    row = rows.get(pk=question.pk)
    if not row.is_open or row.answer:
        raise FollowUpRefused(_("It is settled already; thank you."))
    row.answer = Answer.AGREES if agrees else Answer.DISAGREES
    row.answer_comment, row.answered_at = comment, at
    if not agrees:
        row.verified_by = row.verified_at = None
    row.save()
    settle(row, at=at)
    touch(row.idea)
    return row


@shared_task
def close_silent() -> None:
    """Settle what the second unit verified and the author did not answer in time.

    May run twice or late; each is settled by itself.
    """
    now = timezone.now()
    for key in Proposal.objects.silent(timezone.localdate(now)).values_list("pk", flat=True):
        _close(key, at=now)


@transaction.atomic
def _close(key: int, *, at: datetime) -> None:
    idea = Proposal.objects.select_related("idea").get(pk=key).idea
    locked(idea)
    row = Proposal.objects.select_related("idea__suggestion").get(pk=key)
    if not row.is_open:
        return
    try:
        with transaction.atomic():
            settle(row, at=at)
    except MoveNotAllowed as error:
        # withdrawn or closed meanwhile: nothing is left to conclude
        logger.warning("conversion.not_settled", proposal=key, state=error.before)
    touch(row.idea)
