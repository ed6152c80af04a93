"""Addresses of the log, below suggestions/log/."""

from datetime import date

from django.urls import path, register_converter

from suggestions.chain.public.feed import DailyRootsFeed
from suggestions.chain.public.views import log_day, log_days, log_entries, log_page


class DayConverter:
    """A day in an address: 2026-11-22."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; a date that does not exist leads nowhere (ValueError)."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """As it is written."""
        return str(value)


register_converter(DayConverter, "day")
urlpatterns = [
    path("", log_page, name="log"),
    path("days.json", log_days, name="log_days"),
    path("feed/", DailyRootsFeed(), name="log_feed"),
    path("<day:day>.json", log_day, name="log_day"),
    path("<day:day>.txt", log_entries, name="log_entries"),
]
