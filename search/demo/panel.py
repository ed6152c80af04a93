"""Rounds of the demo: opened, scored, decided, with the product's own functions."""

from dataclasses import dataclass
from typing import Any

from campaigns.rubrics import Criterion
from search.demo.city import City
from search.demo.clock import as_of
from search.demo.intake import Told
from suggestions.history import move
from suggestions.intake.afterwards import withdraw
from suggestions.review.assignment import Assignment
from suggestions.review.closing import close_round
from suggestions.review.deciding import decide
from suggestions.review.opening import open_round
from suggestions.review.round import Round
from suggestions.review.scoring import Judgement, save_draft, submit_review
from suggestions.review.statistics.waking import compute_now
from suggestions.states import State
from suggestions.suggestion import Suggestion

REVIEWERS = ("reviewer1", "reviewer2", "reviewer3")
OUTCOME_OF = {
    "converted": State.ADOPTED,
    "adopted": State.ADOPTED,
    "partly_converted": State.ADOPTED,
    "partly_adopted": State.PARTLY_ADOPTED,
    "lapsed": State.ADOPTED,
    "kept": State.KEPT,
    "closed": State.KEPT,
    "not_adopted": State.NOT_ADOPTED,
}
"""What the panel decided about a suggestion that ended so."""
TO_PANEL = frozenset({*OUTCOME_OF, "reviewing"})


@dataclass(frozen=True)
class Sitting:
    """The dates of a round, in days from today; `decided` is None while it goes on."""

    campaign: str
    name: str
    opened: int
    deadline: int
    decided: int | None = None


SITTINGS = (
    Sitting("old-estates", "老小区·专家评审", opened=-149, deadline=-116, decided=-112),
    Sitting("riverside-walk", "两岸·第一轮评审", opened=-19, deadline=12),
)


def hold_rounds(city: City, told: list[Told]) -> None:
    """Hold every round as far as it has come."""
    for sitting in SITTINGS:
        mine = [one for one in told if one["campaign"] == sitting.campaign]
        reviewed = [one for one in mine if goes_to_panel(one)]
        round = _open(city, sitting, reviewed)
        for number, one in enumerate(reviewed):
            _score(city, sitting, round, one, number)
        if sitting.decided is not None:
            _decide(city, sitting, round, reviewed)


def compute_statistics() -> None:
    """The figures of every round; after the commit, which marks them as out of date."""
    for round in Round.objects.select_related("rubric"):
        compute_now(round)


def goes_to_panel(told: Told) -> bool:
    """Whether a round reads this suggestion."""
    if told["fate"] == "closed":
        return "reviews" in told
    return told["fate"] in TO_PANEL or bool(told.get("withdrawn_in_review"))


def _open(city: City, sitting: Sitting, reviewed: list[Told]) -> Round:
    campaign = city.campaigns[sitting.campaign]
    keys = [city.suggestions[one["key"]].pk for one in reviewed]
    with as_of(city.day(sitting.opened, "09:00")) as at:
        return open_round(
            campaign,
            Suggestion.objects.filter(pk__in=keys),
            [city.people[name] for name in REVIEWERS],
            per_suggestion=len(REVIEWERS),
            by=city.people["chair"],
            at=at,
            name=sitting.name,
            deadline=city.day(sitting.deadline, "18:00"),
            seed=len(keys),
        )


def _score(city: City, sitting: Sitting, round: Round, told: Told, number: int) -> None:
    """The reviews of one suggestion: reviewers in turn, a few each evening."""
    suggestion = city.suggestions[told["key"]]
    criteria = list(round.rubric.criteria.all())
    for order, review in enumerate(told.get("reviews", [])):
        reviewer = city.people[REVIEWERS[order]]
        assignment = Assignment.objects.get(round=round, suggestion=suggestion, reviewer=reviewer)
        keep = save_draft if review.get("draft") else submit_review
        evening = city.past(sitting.opened + 2 + number + 2 * order, f"20:{10 + 5 * order}")
        with as_of(evening) as at:
            keep(assignment, _judgement(review, criteria), by=reviewer, at=at)
    if told.get("withdrawn_in_review"):
        with as_of(city.past(-4, "19:05")):
            withdraw(suggestion, by=None, note=told["note"])


def _judgement(review: dict[str, Any], criteria: list[Criterion]) -> Judgement:
    """Levels in the order of the criteria, who could fix what, and the one comment."""
    levels = {
        criterion.pk: level for criterion, level in zip(criteria, review["levels"], strict=True)
    }
    given = review.get("fixers", [""] * len(criteria))
    fixers = {criterion.pk: fixer for criterion, fixer in zip(criteria, given, strict=True)}
    return Judgement(levels=levels, comment=review["comment"], fixers=fixers)


def _decide(city: City, sitting: Sitting, round: Round, reviewed: list[Told]) -> None:
    """Close the round, decide on everything, and close what is settled."""
    chair, day = city.people["chair"], sitting.decided or 0
    with as_of(city.day(sitting.deadline, "18:30")) as at:
        close_round(round, by=chair, at=at)
    for number, told in enumerate(sorted(reviewed, key=_in_order)):
        suggestion = city.suggestions[told["key"]]
        with as_of(city.day(day, f"10:{2 * number:02}")) as at:
            outcome, reason = OUTCOME_OF[told["fate"]], told["reason"].strip()
            decide(suggestion, outcome, reason, round=round, by=chair, at=at)
        if "closing" in told:
            with as_of(city.past(day + 30, "11:20")):
                move(suggestion, State.CLOSED, by=city.people["handler"], note=told["closing"])


def _in_order(told: Told) -> int:
    """The panel's agenda: what was carried out best is decided last, and so shown first."""
    return -list(OUTCOME_OF).index(told["fate"])
