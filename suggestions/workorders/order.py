"""The work order of another system behind a suggestion, and what that system is told of it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from suggestions.api.system import ConnectedSystem
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

NUMBER_LENGTH = 80
"""Characters of Suggestion.source_key, in which the number stands as well."""
COMMITTED = "committed"
"""The status that tells a committed date; the others are states of the suggestion."""
ENDED = State.REFERRED
"""What the other system last hears of an order that became a sealed report; without words."""


class WorkOrder(models.Model):
    """One work order: its own number and category, and the date somebody committed to."""

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.CASCADE, related_name="work_order"
    )
    system = models.ForeignKey(
        ConnectedSystem, on_delete=models.PROTECT, related_name="work_orders"
    )
    number = models.CharField(_("number of the work order"), max_length=NUMBER_LENGTH)
    category_code = models.CharField(_("category code"), max_length=40, blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)
    committed_on = models.DateField(_("committed date"), null=True, blank=True)

    class Meta:
        verbose_name = _("work order")
        verbose_name_plural = _("work orders")
        constraints = [models.UniqueConstraint(fields=["system", "number"], name="work_order_once")]

    def __str__(self) -> str:
        """Its own number."""
        return self.number


class StatusChangeQuerySet(models.QuerySet["StatusChange"]):
    """Questions about many changes."""

    def tellable(self) -> Self:
        """All but what sealed reports say: of these only that they are at an end."""
        sealed = models.Q(order__suggestion__classification=Classification.REPORT)
        return self.filter(~sealed | models.Q(status=ENDED, note=""))

    def unnumbered(self) -> Self:
        """Those that have no place in the order yet."""
        return self.filter(number__isnull=True)

    def unpushed(self) -> Self:
        """Those the other system has not confirmed."""
        return self.filter(pushed_at__isnull=True)


class StatusChange(models.Model):
    """One thing the other system is told; `number` counts up within the system, without gaps."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="changes")
    system = models.ForeignKey(ConnectedSystem, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField(null=True)
    status = models.CharField(max_length=16)
    note = models.TextField(blank=True)
    committed_on = models.DateField(null=True)
    at = models.DateTimeField()
    pushed_at = models.DateTimeField(null=True)

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["system", "number"], name="status_change_number_once")
        ]
        indexes = [
            models.Index(
                fields=["system", "id"],
                condition=models.Q(number__isnull=True),
                name="status_change_unnumbered",
            ),
            models.Index(
                fields=["system", "number"],
                condition=models.Q(pushed_at__isnull=True),
                name="status_change_unpushed",
            ),
        ]

    def __str__(self) -> str:
        """Order and status."""
        return f"{self.order_id} {self.status}"
