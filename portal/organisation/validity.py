"""What changes in the order of things: nodes that hold from when until when, and were renamed."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet


class DatedQuerySet(MP_NodeQuerySet):
    """Questions about many nodes with dates."""

    def in_force(self, on: date) -> Self:
        """Those that hold on the local date `on`, both ends included."""
        begun = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on)
        not_over = models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=on)
        return self.filter(begun, not_over)


class DatedManager(MP_NodeManager.from_queryset(DatedQuerySet)):  # type: ignore[misc]
    """Dated nodes in tree order."""

    def get_queryset(self) -> DatedQuerySet:
        """All nodes, parents before children."""
        return DatedQuerySet(self.model, using=self._db).order_by("path")


class Dated(models.Model):
    """A node that came at some day, may go, and may have been called something else before.

    Earlier names stand in the row itself: whoever shows a thousand old rows asks no more
    queries than for the names of today.
    """

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    former_names = models.JSONField(_("earlier names"), default=list, blank=True, editable=False)
    """A list of {"name": …, "until": "2024-12-31"}: the last day each name held, oldest first."""

    class Meta:
        abstract = True

    def is_in_force(self, on: date) -> bool:
        """Whether this node holds on the local date `on`."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or self.valid_until >= on)

    @property
    def former_names_told(self) -> str:
        """The earlier names, each with its last day."""
        return "；".join(f"{former['name']}（–{former['until']}）" for former in self.former_names)

    def name_on(self, on: date) -> str:
        """What this node was called on the local date `on`."""
        for former in self.former_names:
            last = parse_date(former["until"])
            if last and on <= last:
                return str(former["name"])
        return str(getattr(self, "name", ""))

    def was_renamed_on(self, on: date) -> bool:
        """Whether the latest name holds since `on` or later: another one would correct it."""
        last = (on - timedelta(days=1)).isoformat()
        return bool(self.former_names) and self.former_names[-1]["until"] >= last

    def take_name(self, name: str, *, since: date) -> None:
        """Be called `name` from `since` on; the row is not stored.

        Raises ValueError if an earlier change of name is not earlier than this one.
        """
        if self.was_renamed_on(since):
            raise ValueError(f"{since} is not after {self.former_names[-1]['until']}")
        until = since - timedelta(days=1)
        former = {"name": str(getattr(self, "name", "")), "until": until.isoformat()}
        self.former_names = [*self.former_names, former]
        self.name = name


def offered(nodes: models.QuerySet[Any], *, on: date, kept: int | None) -> models.QuerySet[Any]:
    """Those of `nodes` that exist on `on`, and the one with the key `kept`: choices of a form."""
    manager = nodes.model._default_manager  # noqa: SLF001 - a documented name of Django
    existing = manager.in_force(on)
    own = manager.filter(pk=kept)
    keys = models.Q(pk__in=existing.order_by().values("pk")) | models.Q(pk__in=own.values("pk"))
    return nodes.filter(keys)
