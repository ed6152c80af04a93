"""Who may do what in review: one line per right. Dates are local; rows follow the units."""

from datetime import date

from django.db.models import Q, QuerySet

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.membership import Membership, Role
from portal.organisation.rights import Person, has_role, reaches, units_of
from portal.organisation.unit import Unit, paths_up, within
from suggestions.intake.attachments import Attachment
from suggestions.review.assignment import Assignment
from suggestions.review.round import ORGANISERS, Round


def may_use_desk(user: Person, *, on: date) -> bool:
    """Editors, chairs and superusers have the desk of rounds."""
    return has_role(user, *ORGANISERS, on=on) or bool(user.is_superuser)


def may_open_round(user: Person, campaign: CampaignPage, *, on: date) -> bool:
    """Editors and chairs of the organising unit, or of one above it."""
    return reaches(user, ORGANISERS, campaign.organiser, on=on)


def may_see_round(user: Person, round: Round, *, on: date) -> bool:
    """Who may open rounds there; superusers see all."""
    return may_open_round(user, round.campaign, on=on) or bool(user.is_superuser)


def may_run_round(user: Person, round: Round, *, on: date) -> bool:
    """Assign by hand, move the deadline, close: who may open rounds there."""
    return may_open_round(user, round.campaign, on=on)


def may_see_statistics(user: Person, round: Round, *, on: date) -> bool:
    """See reviewers' severity and all statistics: who may see the round, not reviewers."""
    return may_see_round(user, round, on=on)


def may_decide(user: Person, round: Round, *, on: date) -> bool:
    """Only chairs, of the organising unit or of one above it; not even superusers."""
    return reaches(user, (Role.CHAIR,), round.campaign.organiser, on=on)


def may_shortlist(user: Person, round: Round, *, on: date) -> bool:
    """Mark as of considerable value (有较高价值): who may open rounds there."""
    return may_open_round(user, round.campaign, on=on)


def may_write_note(user: Person, round: Round, *, on: date) -> bool:
    """Take part in the panel's discussion: who may open rounds there."""
    return may_open_round(user, round.campaign, on=on)


def may_publish_decisions(user: Person, round: Round, *, on: date) -> bool:
    """Publish what was decided: who may decide."""
    return may_decide(user, round, on=on)


def may_answer_second_look(user: Person, round: Round, *, on: date) -> bool:
    """Answer an author's request about a decision of `round`: who may decide there."""
    return may_decide(user, round, on=on)


def may_reconsider(user: Person, campaign: CampaignPage | None, unit: Unit, *, on: date) -> bool:
    """Take up or put aside a match of the pool: editors and chairs of the campaign's organiser or
    of a unit above it; for a match with a regulation, those of the suggestion's `unit`.
    """
    return reaches(user, ORGANISERS, campaign.organiser if campaign else unit, on=on)


def reach_of_organisers(user: Person, way: str, *, on: date) -> Q:
    """The rows whose unit, at the end of `way`, an editor or chair reaches; all for superusers."""
    if user.is_authenticated and user.is_superuser:
        return Q()
    return within(units_of(user, ORGANISERS, on=on), way)


def may_review(user: Person, *, on: date) -> bool:
    """Whether `user` has a queue of reviews."""
    return has_role(user, Role.REVIEWER, on=on)


def may_score(user: Person, assignment: Assignment, *, on: date) -> bool:
    """Only the reviewer it was given to, while they are a reviewer."""
    return assignment.reviewer_id == user.pk and may_review(user, on=on)


def may_open_file(user: Person, attachment: Attachment, *, on: date) -> bool:
    """Reviewers open what came with a suggestion they read; in a blind round photographs only."""
    if not may_review(user, on=on):
        return False
    rows = Assignment.objects.filter(suggestion=attachment.suggestion_id, reviewer=user.pk)
    rows = rows.filter(dropped_at__isnull=True).unsealed()
    return (rows if attachment.is_photo else rows.filter(round__author_hidden=False)).exists()


def reviewers_for(unit: Unit, *, on: date) -> QuerySet[User]:
    """Who can be asked to review for `unit`: the reviewers of it, above it and below it."""
    near = Q(unit__path__in=paths_up(unit)) | Q(unit__path__startswith=unit.path)
    held = Membership.objects.active(on).filter(near, role=Role.REVIEWER)
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return people.order_by("name", "pk")
