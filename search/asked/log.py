"""The log of queries: how often each was asked on a day, and what it found. No person is in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, Self

from django.db import DatabaseError, connection, models
from django.db.models import Max, OuterRef, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from search.asked.privacy import LONGEST, may_tell_who

logger = logging.getLogger(__name__)

SHOWN_FROM = 3
"""Times a query must have been asked in a period to be shown to anybody."""
RARE_KEPT = timedelta(days=30)
"""How long a query asked less often stays, waiting for its like."""
KEPT = timedelta(days=365)
PATIENCE = 200
"""Milliseconds a page waits for SQLite's one writer; then this query goes uncounted."""


class AskedQuerySet(models.QuerySet["AskedQuery"]):
    """Questions about many queries."""

    def between(self, first: date, last: date) -> Self:
        """What was asked from `first` to `last`, both included."""
        return self.filter(day__gte=first, day__lte=last)

    def frequent(self) -> models.QuerySet[Any, dict[str, Any]]:
        """The queries asked often enough to be shown, most frequent first.

        Each is a mapping: `query`, `asked` (times), `found` (results the last time), `last`.
        """
        latest = AskedQuery.objects.filter(query=OuterRef("query")).order_by("-day")
        grouped = self.order_by().values("query").annotate(asked=Sum("times"), last=Max("day"))
        found = Subquery(latest.values("results")[:1])
        rows = grouped.filter(asked__gte=SHOWN_FROM).annotate(found=found)
        return rows.order_by("-asked", "query")


class AskedQuery(models.Model):
    """One query on one day. No user, address, session or time of day."""

    day = models.DateField(_("day"))
    query = models.CharField(_("query"), max_length=LONGEST)
    times = models.PositiveIntegerField(_("times"), default=1)
    results = models.PositiveIntegerField(_("results"))

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("query")
        verbose_name_plural = _("queries")
        constraints = [
            models.UniqueConstraint(fields=["query", "day"], name="search_asked_once_a_day")
        ]
        indexes = [models.Index(fields=["day"], name="search_asked_day")]

    def __str__(self) -> str:
        """The query and its day."""
        return f"{self.query} ({self.day})"


def count_query(query: str, *, results: int, on: date) -> bool:
    """Count that `query` (folded) was asked on `on`; False if it is not written down.

    Never raises a database's error: a count is not worth a page.
    """
    if not query or may_tell_who(query):
        return False
    table = AskedQuery._meta.db_table
    try:
        with _impatient(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (day, query, times, results) VALUES (%s, %s, 1, %s) "  # noqa: S608
                "ON CONFLICT (query, day) DO UPDATE SET "
                f"times = {table}.times + 1, results = excluded.results",
                (on, query, results),
            )
    except DatabaseError as error:
        logger.warning("a query was not counted: %s", type(error).__name__)
        return False
    return True


def forget_queries(*, on: date) -> int:
    """Delete what is a year old, and rare queries after a month; how many rows."""
    old = AskedQuery.objects.filter(day__lt=on - KEPT)
    known = AskedQuery.objects.filter(day__gte=on - KEPT).frequent().values("query")
    rare = AskedQuery.objects.filter(day__lt=on - RARE_KEPT).exclude(query__in=known)
    return old.delete()[0] + rare.delete()[0]


@contextmanager
def _impatient() -> Iterator[None]:
    """Wait only briefly for a lock of SQLite; PostgreSQL has one for each row."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    sqlite = connection.connection
    usual = sqlite.execute("PRAGMA busy_timeout").fetchone()[0]
    sqlite.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        yield
    finally:
        sqlite.execute(f"PRAGMA busy_timeout = {usual}")
