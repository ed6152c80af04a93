"""One golden idea with all that its public page, timeline and feed show."""

from django.db.models import Prefetch
from django.http import Http404

from suggestions.conversion.action import Action
from suggestions.conversion.evidence import Evidence
from suggestions.conversion.golden_idea import CriterionMean, GoldenIdea, GoldenIdeaQuerySet
from suggestions.conversion.proposal import Proposal, Verdict


def shown_idea(receipt: str) -> GoldenIdea:
    """The public idea with this receipt number; raises Http404 if there is none."""
    idea = with_everything(GoldenIdea.objects.public()).filter(suggestion__receipt=receipt).first()
    if idea is None:
        raise Http404
    return idea


def with_everything(rows: GoldenIdeaQuerySet) -> GoldenIdeaQuerySet:
    """`rows` in nine queries at most, however much was planned, reported and shown."""
    evidence = Evidence.objects.select_related("attachment")
    claims = Proposal.objects.select_related("verifying_unit", "regulation")
    related = ("decision", "suggestion__campaign", "suggestion__topic", "suggestion__area")
    return rows.select_related(*related).prefetch_related(
        Prefetch("means", CriterionMean.objects.select_related("criterion")),
        Prefetch("actions", Action.objects.select_related("unit")),
        "actions__co_units",
        "actions__notes",
        Prefetch("actions__notes__evidence", evidence),
        Prefetch("proposals", claims),
        Prefetch("proposals__evidence", evidence),
        Prefetch("proposals__verdicts", Verdict.objects.select_related("unit")),
    )
