"""What hears that special days have changed: the calendar in use is read again."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.working_days.special_day import SpecialDay
from portal.working_days.stored import forget_special_days


@receiver([post_save, post_delete], sender=SpecialDay)
def read_again(**signal: Any) -> None:
    """A day was entered, changed or taken out."""
    forget_special_days()
