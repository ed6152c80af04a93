"""What a panel has before it: standings told apart by shortlist and by publication."""

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from suggestions.review.decision import Decision
from suggestions.review.notes import PanelNote
from suggestions.review.standing import StandingQuerySet


def shortlisted(rows: StandingQuerySet) -> StandingQuerySet:
    """What the panel marked as of considerable value (有较高价值)."""
    return rows.in_round().filter(is_shortlisted=True)


def unpublished(rows: StandingQuerySet) -> StandingQuerySet:
    """What is decided, and nobody outside has heard of it."""
    return rows.decided().filter(~_heard_of())


def published(rows: StandingQuerySet) -> StandingQuerySet:
    """What is decided for all to know."""
    return rows.decided().filter(_heard_of())


def with_panel_facts(rows: StandingQuerySet) -> StandingQuerySet:
    """With `note_count`, and `is_published`: whether the decision, if any, is public."""
    notes = PanelNote.objects.filter(standing=OuterRef("pk")).order_by().values("standing")
    counted = notes.annotate(n=Count("pk")).values("n")
    return rows.annotate(
        note_count=Coalesce(Subquery(counted), 0),
        is_published=_heard_of(),
    )


def _heard_of() -> Exists:
    decisions = Decision.objects.published().filter(
        round=OuterRef("round"), suggestion=OuterRef("suggestion")
    )
    return Exists(decisions)
