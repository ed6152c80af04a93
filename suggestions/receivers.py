"""What hears that suggestions have changed: their campaigns' figures are counted again.

And that tables have: on SQLite a changed table has lost its guards.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models import Model
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from django.utils.timezone import now

from campaigns.rubric_use import RubricUse, use_asked
from campaigns.rubrics import Rubric
from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.signals import rows_changed, unit_dissolved
from portal.working_days.special_day import SpecialDay
from suggestions.agency.acting import pass_on as pass_agencies_on
from suggestions.api.system import pass_on as pass_systems_on
from suggestions.chain import guards
from suggestions.clocks.passing import pass_clocks_on
from suggestions.clocks.recounting import recount_after_special_day
from suggestions.conversion.passing_on import pass_on as pass_actions_on
from suggestions.duties.passing import pass_duties_on
from suggestions.handling.exclusion.passing_on import pass_exclusions_on
from suggestions.handling.passing import pass_on
from suggestions.instructions.passing_on import pass_on as pass_instructions_on
from suggestions.paper.passing_on import pass_on as pass_sheets_on
from suggestions.replies.passing_on import pass_on as pass_replies_on
from suggestions.review.rubric_use import use_by_rounds
from suggestions.suggestion import Suggestion
from suggestions.supervision.passing_on import pass_on as pass_supervision_on
from suggestions.systemic.passing_on import pass_on as pass_systemic_on
from suggestions.tally import mark_stale


@receiver(post_save, sender=Suggestion)
def count_after_save(instance: Suggestion, **signal: Any) -> None:
    """One suggestion was stored."""
    mark_stale([instance.campaign_id])


@receiver(rows_changed, sender=Suggestion)
def count_after_bulk(model: type[Model], keys: list[int], **signal: Any) -> None:
    """Many suggestions were stored at once."""
    rows = Suggestion.objects.filter(pk__in=keys).order_by()
    mark_stale(rows.values_list("campaign", flat=True).distinct())


@receiver(post_migrate)
def guard_after_migrating(sender: AppConfig, using: str, **signal: Any) -> None:
    """The log's tables are there, or were made anew."""
    if sender.name == "suggestions":
        guards.install(connections[using])


@receiver(use_asked, sender=Rubric)
def answer_use(rubric: Rubric, **signal: Any) -> RubricUse:
    """Somebody asks before a rubric is changed."""
    return use_by_rounds(rubric)


@receiver(unit_dissolved, sender=Unit)
def pass_open_work_on(unit: Unit, successor: Unit, by: User | None, **signal: Any) -> None:
    """A unit is no more: what it still works on is its successor's."""
    at = now()
    pass_on(unit, successor, by=by, at=at)
    pass_duties_on(unit, successor, by=by, at=at)
    pass_replies_on(unit, successor)
    pass_clocks_on(unit, successor, at=at)
    pass_exclusions_on(unit, successor, by=by, at=at)
    pass_supervision_on(unit, successor, by=by, at=at)
    pass_systemic_on(unit, successor, by=by, at=at)
    pass_agencies_on(unit, successor)
    pass_systems_on(unit, successor)
    pass_actions_on(unit, successor)
    pass_instructions_on(unit, successor)
    pass_sheets_on(unit, successor)


@receiver([post_save, post_delete], sender=SpecialDay)
def count_clocks_again(**signal: Any) -> None:
    """A day on which offices work or rest was entered, changed or taken out."""
    recount_after_special_day.delay_on_commit()
