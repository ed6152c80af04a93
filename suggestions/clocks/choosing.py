"""Choosing: which rule holds for a step of a suggestion.

A campaign's own rule comes first, then the standards it uses, those of the channel, of the
class, and those in use for everything. A binding standard among the later ones still holds
where it ends earlier: a campaign may promise more than the law, never less.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from portal.working_days.calendar import Calendar
from suggestions.clocks.counting import due_moment
from suggestions.clocks.rule import ClockRule
from suggestions.clocks.standard import StandardUse
from suggestions.clocks.step import Start, Step
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class RuleBook:
    """All rules and uses that may concern some suggestions, read at once."""

    rules: list[ClockRule]
    uses: list[StandardUse]
    _known: dict[tuple[int, str, str], list[ClockRule]] = field(default_factory=dict)

    def rules_for(self, suggestion: Suggestion) -> list[ClockRule]:
        """The rules that hold for `suggestion`, the nearest first; several for one step."""
        key = (suggestion.campaign_id, suggestion.channel, suggestion.classification)
        if key not in self._known:
            self._known[key] = self._rules_for(suggestion)
        return self._known[key]

    def _rules_for(self, suggestion: Suggestion) -> list[ClockRule]:
        own = [rule for rule in self.rules if rule.campaign_id == suggestion.campaign_id]
        uses = sorted((use for use in self.uses if _fits(use, suggestion)), key=_distance)
        ranks = {use.standard_id: rank for rank, use in reversed(list(enumerate(uses)))}
        common = [
            (ranks[rule.standard_id], rule)
            for rule in self.rules
            if rule.standard_id is not None and rule.standard_id in ranks
        ]
        return own + [rule for _rank, rule in sorted(common, key=lambda ranked: ranked[0])]

    def rule_for(
        self, suggestion: Suggestion, step: Step, *, at: datetime, calendar: Calendar
    ) -> ClockRule | None:
        """The rule by which `step` is due if it begins at `at`; None if none says anything."""
        rules = [rule for rule in self.rules_for(suggestion) if rule.step == step]
        holding = rules[:1] + [rule for rule in rules[1:] if rule.is_binding]
        if len(holding) < 2:
            return holding[0] if holding else None
        return min(holding, key=lambda rule: due_moment(rule, at, calendar=calendar))

    def steps_from(
        self, suggestion: Suggestion, start: Start, *, also: Iterable[Step] = ()
    ) -> list[Step]:
        """The steps whose nearest rule runs from `start`, and those of `also` with a rule."""
        nearest: dict[str, ClockRule] = {}
        for rule in self.rules_for(suggestion):
            nearest.setdefault(rule.step, rule)
        wanted = set(also)
        return [
            Step(step) for step, rule in nearest.items() if rule.start == start or step in wanted
        ]


def rule_book(suggestions: Iterable[Suggestion]) -> RuleBook:
    """The rules that may concern `suggestions`, in two queries however many these are."""
    campaigns = {suggestion.campaign_id for suggestion in suggestions}
    shared = Q(campaign__isnull=True) | Q(campaign__in=campaigns)
    rules = ClockRule.objects.filter(shared).order_by("pk").select_related("standard")
    return RuleBook(list(rules), list(StandardUse.objects.filter(shared).order_by("pk")))


def _fits(use: StandardUse, suggestion: Suggestion) -> bool:
    return (
        use.campaign_id in (None, suggestion.campaign_id)
        and use.channel in ("", suggestion.channel)
        and use.classification in ("", suggestion.classification)
    )


def _distance(use: StandardUse) -> tuple[bool, bool, bool]:
    """Sorts the campaign's uses before those of a channel, these before those of a class."""
    return (use.campaign_id is None, not use.channel, not use.classification)
