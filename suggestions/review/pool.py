"""The pool (资源池): what a panel kept or did not adopt. It is not lost: it can come back."""

from datetime import date

from django.db.models import Exists, OuterRef

from portal.organisation.rights import Person
from suggestions.handling.exclusion.barred import exclusions_of
from suggestions.review.rights import reach_of_organisers
from suggestions.review.standing import Standing
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion, SuggestionQuerySet

IN_POOL = (State.KEPT, State.NOT_ADOPTED)


def pool() -> SuggestionQuerySet:
    """Everything that is in the pool: 建议意见 kept for reference or not adopted."""
    return Suggestion.objects.filter(state__in=IN_POOL, classification=Classification.SUGGESTION)


def pool_of(user: Person, *, on: date) -> SuggestionQuerySet:
    """What of the pool `user`, an editor or chair, looks after on `on`: their unit and below,
    without what they have withdrawn from.
    """
    rows = pool().filter(reach_of_organisers(user, "unit", on=on))
    return rows.exclude(pk__in=exclusions_of(user, on=on).values("suggestion"))


def shortlisted(rows: SuggestionQuerySet) -> SuggestionQuerySet:
    """Those of `rows` that a panel marked as of considerable value in some round."""
    marked = Standing.objects.filter(suggestion=OuterRef("pk"), is_shortlisted=True)
    return rows.filter(Exists(marked))
