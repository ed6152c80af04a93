"""Units: the offices, departments and stations that handle suggestions, in one tree."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from portal.organisation.division_codes import check_division_code
from portal.organisation.validity import Dated, DatedQuerySet


class Tier(models.TextChoices):
    """The four tiers of local government."""

    CITY = "city", _("City")
    COUNTY = "county", _("County or district")
    TOWNSHIP = "township", _("Township or street")
    VILLAGE = "village", _("Village or community")


class UnitKind(models.TextChoices):
    """What sort of unit this is within its tier."""

    GOVERNMENT = "government", _("Government")
    DEPARTMENT = "department", _("Department")
    STATION = "station", _("Suggestion station")


class UnitQuerySet(DatedQuerySet):
    """Questions about many units."""

    def below(self, *units: "Unit") -> Self:
        """The given units and everything under them; nothing if none is given."""
        return self.filter(within(units))

    def stations(self) -> Self:
        """The places where people can hand in a suggestion."""
        return self.filter(kind=UnitKind.STATION)


def within(units: Iterable["Unit"], way: str = "") -> models.Q:
    """That the unit at the end of `way` (the row itself if empty) is one of `units` or below one.

    Nothing fits if there are no units: whoever answers for none sees none.
    """
    path = f"{way}__path" if way else "path"
    reach = models.Q(pk__in=[])
    for unit in units:
        reach |= models.Q(**{f"{path}__startswith": unit.path})
    return reach


def paths_up(unit: "Unit") -> list[str]:
    """The paths of `unit` and of all units above it, from the top down."""
    return [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    """Units in tree order."""

    def get_queryset(self) -> UnitQuerySet:
        """All units, parents before children."""
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class Unit(Dated, MP_Node):  # type: ignore[django-manager-missing]
    """One office. Its place in the tree (`path`) decides who sees its work.

    A dissolved unit (`valid_until` in the past) keeps its rows and its place; its work has
    passed to `successor` (portal.organisation.dissolving).
    """

    name = models.CharField(_("name"), max_length=100)
    code = models.CharField(_("code"), max_length=30, unique=True)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    kind = models.CharField(_("kind"), max_length=12, choices=UnitKind, default=UnitKind.GOVERNMENT)
    area = models.ForeignKey(
        "portal.Area", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("area")
    )
    division_code = models.CharField(
        _("division code"),
        max_length=12,
        blank=True,
        validators=[check_division_code],
        help_text=_("Twelve digits, the first six by GB/T 2260: where the unit has its seat."),
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("public phone"), max_length=40, blank=True)
    hours = models.CharField(_("opening hours"), max_length=100, blank=True)
    services = models.TextField(
        _("services"),
        blank=True,
        max_length=2000,
        help_text=_("What people can do there, one service on each line."),
    )
    receives_reports = models.BooleanField(
        _("receives sealed reports"),
        default=False,
        help_text=_("The one office that reads reports against someone (检举控告)."),
    )

    objects = UnitManager()
    node_order_by = ["code"]

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        """The unit's name."""
        return self.name

    def current(self, on: date) -> "Self | Unit":
        """The unit itself, or who had taken over its work by `on`."""
        unit: Unit = self
        while unit.successor and not unit.is_in_force(on):
            unit = unit.successor
        return unit
