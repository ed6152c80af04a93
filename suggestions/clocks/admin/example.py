"""Worked examples: what a rule means for something that is handed in today."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.working_days.stored import working_calendar
from suggestions.clocks.clock import Clock
from suggestions.clocks.counting import due_moment
from suggestions.clocks.rule import ClockRule
from suggestions.clocks.step import TimeUnit


def worked_example(rule: ClockRule, *, at: datetime | None = None) -> str:
    """For instance "from today until 7 December 2026"; `at` is now without one."""
    now = at or timezone.now()
    due = timezone.localtime(due_moment(rule, now, calendar=working_calendar()))
    style = "DATETIME_FORMAT" if rule.length_unit == TimeUnit.HOUR else "DATE_FORMAT"
    return _("from today until %(due)s") % {"due": formats.date_format(due, style)}


def length_of(rule: ClockRule | Clock) -> str:
    """The length in words: "5 working days"; "the same day" for none."""
    count = {"count": rule.length}
    if rule.length_unit == TimeUnit.HOUR:
        return ngettext("%(count)d hour", "%(count)d hours", rule.length) % count
    if not rule.length:
        return _("the same day")
    if rule.length_unit == TimeUnit.DAY:
        return ngettext("%(count)d calendar day", "%(count)d calendar days", rule.length) % count
    return ngettext("%(count)d working day", "%(count)d working days", rule.length) % count
