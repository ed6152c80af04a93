"""What the rules propose: open suggestions that a leader ought to take on, or a higher one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from portal.accounts.user import User
from portal.organisation.rights import units_of
from portal.organisation.unit import within
from suggestions.repeats.link import REPEATS, Link
from suggestions.rights import RIGHTS, Action
from suggestions.suggestion import Suggestion, SuggestionQuerySet
from suggestions.supervision.leading.case import LedCase, SetAside
from suggestions.supervision.leading.rung import EscalationRule

MOST_OF_A_RULE = 100


@dataclass(frozen=True)
class CaseProposal:
    """A suggestion, the rule that fits it, and how things are with it now."""

    suggestion: Suggestion
    rule: EscalationRule
    repeats: int
    people: int
    case: LedCase | None = None


def proposals(person: User, *, on: date) -> list[CaseProposal]:
    """What the rules in force propose in reach of `person`: the highest rung first.

    What stands on the rung already, or was set aside for it, is not proposed. A query for each
    rule and three more, however many suggestions there are; MOST_OF_A_RULE of each rule.
    """
    reach = within(units_of(person, RIGHTS[Action.TAKE_ON], on=on), "unit")
    open_ones = Suggestion.objects.visible_to(person, on=on).unsealed().open()
    open_ones = open_ones if person.is_superuser else open_ones.filter(reach)
    found: dict[int, CaseProposal] = {}
    for rule in EscalationRule.objects.filter(is_active=True).select_related("topic"):
        waiting = open_ones.exclude(dealt_with(rule.rung))
        rows = fitting(waiting, rule, on=on).select_related("unit")
        for row in rows.order_by("submitted_at", "pk")[:MOST_OF_A_RULE]:
            offer = CaseProposal(row, rule, row.said_again, row.people)  # type: ignore[attr-defined]
            found.setdefault(row.pk, offer)
    return sorted(_with_cases(found), key=lambda one: (-one.rule.rung, one.suggestion.submitted_at))


def dealt_with(rung: int) -> Q:
    """That somebody has the suggestion on `rung` or a higher one, or has set this aside."""
    cases = LedCase.objects.open().filter(suggestion=OuterRef("pk"), rung__gte=rung)
    aside = SetAside.objects.filter(suggestion=OuterRef("pk"), rung__gte=rung)
    return Q(Exists(cases)) | Q(Exists(aside))


def fitting(rows: SuggestionQuerySet, rule: EscalationRule, *, on: date) -> SuggestionQuerySet:
    """Those of `rows` that fit everything the rule names, with `said_again` and `people`."""
    wanted = Q()
    if rule.least_days:
        wanted &= Q(submitted_at__date__lte=on - timedelta(days=rule.least_days))
    if rule.classification:
        wanted &= Q(classification=rule.classification)
    if rule.topic is not None:
        wanted &= Q(topic__path__startswith=rule.topic.path)
    if rule.least_people:
        wanted &= Q(people__gte=rule.least_people)
    if rule.least_repeats:
        wanted &= Q(said_again__gte=rule.least_repeats)
    return with_weight(rows).filter(wanted)


def with_weight(rows: SuggestionQuerySet) -> SuggestionQuerySet:
    """`rows` with `said_again` (confirmed repeats, at either end) and `people` concerned."""
    later, earlier = _links("later"), _links("earlier")
    return rows.annotate(
        said_again=Coalesce(Subquery(later), 0) + Coalesce(Subquery(earlier), 0),
        people=Coalesce(F("people_concerned__number"), Value(0)),
    )


def _links(end: str) -> "QuerySet[Link, dict[str, int]]":
    rows = Link.objects.filter(verdict__in=REPEATS, **{end: OuterRef("pk")}).order_by()
    counted = rows.values(end).annotate(n=Count("pk"))
    return counted.values("n")[:1]


def _with_cases(found: dict[int, CaseProposal]) -> list[CaseProposal]:
    cases = LedCase.objects.open().filter(suggestion__in=found).select_related("leader")
    lower = {case.suggestion_id: case for case in cases}
    return [replace(one, case=lower.get(key)) for key, one in found.items()]
