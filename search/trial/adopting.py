"""Publication, a round with synthetic scores, decisions, and a look at the site."""

import random
from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from search.trial.diary import Figures
from search.trial.searching import TrialFailed
from search.trial.stage import REVIEWERS, Stage
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.handling import screening
from suggestions.handling.publication import publish
from suggestions.intake.afterwards import give_consent
from suggestions.intake.consents import ConsentKind
from suggestions.review.assignment import Assignment
from suggestions.review.closing import close_round
from suggestions.review.deciding import decide
from suggestions.review.opening import open_round
from suggestions.review.ranking import rank
from suggestions.review.round import Round
from suggestions.review.scoring import Judgement, submit_review
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

SCORED, ADOPTED = 50, 5
SEED = 2026
SYNTHETIC = "synthetic: made by the trial"
REASON = "试验：综合得分居前，予以采纳（评分为合成数据）。"


def publish_suggestions(stage: Stage, figures: Figures, *, at: datetime) -> None:
    """Accept and publish every 建议意见, with a consent that the trial invents and marks."""
    rows = Suggestion.objects.filter(classification=Classification.SUGGESTION).order_by("pk")
    for row in rows:
        give_consent(row, ConsentKind.PUBLISH, by=stage.handler, at=at, internal_note=SYNTHETIC)
        screening.accept(row, by=stage.handler)
        publish(row, by=stage.handler, at=at)
    figures["synthetic consents"] = figures["published"] = len(rows)


def hold_round(stage: Stage, figures: Figures, *, at: datetime) -> Round:
    """Three invented reviewers score the most liked suggestions; the scores are drawn by lot."""
    accepted = Suggestion.objects.filter(
        campaign=stage.campaign, state=State.ACCEPTED, classification=Classification.SUGGESTION
    )
    chosen = accepted.order_by("-support_count", "pk").values_list("pk", flat=True)[:SCORED]
    round = open_round(
        stage.campaign,
        Suggestion.objects.filter(pk__in=list(chosen)),
        stage.reviewers,
        per_suggestion=REVIEWERS,
        by=stage.chair,
        at=at,
        name="试验评审",
        deadline=at + timedelta(days=1),
        seed=SEED,
    )
    figures["suggestions"], figures["reviewers"] = round.suggestion_count, len(stage.reviewers)
    figures["synthetic reviews"] = _score(round, at)
    close_round(round, by=stage.chair, at=at)
    return round


def _score(round: Round, at: datetime) -> int:
    """Submit a review for every assignment; the same levels in every trial."""
    dice = random.Random(SEED)  # noqa: S311 - repeatable on purpose
    criteria = list(round.rubric.criteria.all())
    assignments = Assignment.objects.filter(round=round).select_related("reviewer", "round")
    for assignment in assignments.order_by("suggestion__pk", "reviewer__username"):
        levels = {criterion.pk: dice.randint(1, 5) for criterion in criteria}
        judgement = Judgement(levels=levels, comment=SYNTHETIC)
        submit_review(assignment, judgement, by=assignment.reviewer, at=at)
    return len(assignments)


def adopt(round: Round, stage: Stage, figures: Figures, *, at: datetime) -> None:
    """The chair adopts the best of the ranking."""
    best = list(rank(round)[:ADOPTED])
    for standing in best:
        decide(standing.suggestion, State.ADOPTED, REASON, round=round, by=stage.chair, at=at)
    figures["adopted"] = len(best)
    figures["ids"] = [standing.suggestion.source_key for standing in best]


def look_at_site(figures: Figures) -> None:
    """Fetch each golden idea as a visitor; raises TrialFailed if one is not there in full."""
    client = Client(SERVER_NAME="localhost")
    seen = 0
    for idea in GoldenIdea.objects.select_related("suggestion"):
        for address in (idea.get_absolute_url(), idea.suggestion.get_absolute_url()):
            response = client.get(address)
            if (
                response.status_code != 200
                or str(escape(idea.suggestion.title)) not in response.text
            ):
                raise TrialFailed(f"{address} answered {response.status_code} without its title.")
            seen += 1
    overview = client.get(reverse("suggestions:golden_ideas"))
    figures["pages"], figures["overview"] = seen, overview.status_code
