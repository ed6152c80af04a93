"""What the pages of the desk share: who comes in, and which batches they find."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.user import User
from suggestions.paper.print_run import PrintRun
from suggestions.paper.sheet import Sheet, SheetBatch
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.stations.rights import (
    counters_of,
    may_oversee,
    may_type_at,
    may_use_counter,
    overseen_by,
)


class PaperView(DeskView):
    """A page of the desk: for who types at a station or oversees one."""

    header_icon = "doc-full"
    page_title = gettext_lazy("Paper forms")
    types_only = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Note the moment that counts for everything on this page."""
        self.now = timezone.now()
        super().setup(request, *args, **kwargs)

    def may_enter(self, person: User, *, on: date) -> bool:
        """Clerks and handlers; supervisors where there is nothing to type."""
        return may_use_counter(person, on=on) if self.types_only else may_oversee(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The list of batches."""
        return [{"url": reverse("paper:batches"), "label": _("Paper forms")}]

    def counters(self) -> Any:
        """The stations for which the person types."""
        return counters_of(self.person, on=self.today)

    def batches(self) -> Any:
        """The batches the person may see."""
        stations = overseen_by(self.person, on=self.today)
        rows = SheetBatch.objects.filter(station__in=stations)
        return rows.select_related("station", "campaign", "uploaded_by")

    def runs(self) -> Any:
        """The print runs the person may see: only where they hand forms out themselves."""
        rows = PrintRun.objects.filter(station__in=self.counters())
        return rows.select_related("station", "campaign", "made_by")


class BatchPageView(PaperView):
    """A page about one batch; one out of reach answers 404."""

    batch: SheetBatch

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the batch; raises PermissionDenied on pages for typing if one only oversees it."""
        super().setup(request, *args, **kwargs)
        self.batch = get_object_or_404(self.batches(), pk=kwargs["pk"])
        if self.types_only and not self.may_type():
            raise PermissionDenied

    def may_type(self) -> bool:
        """Whether the person types for the station of this batch."""
        return may_type_at(self.person, self.batch.station, on=self.today)

    def get_page_title(self) -> str:
        """Where and when."""
        return str(self.batch)


class SheetPageView(BatchPageView):
    """A page about one sheet, for those who type it."""

    types_only = True
    sheet: Sheet

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the sheet."""
        super().setup(request, *args, **kwargs)
        rows = Sheet.objects.select_related("claimed_by", "typed_by", "second_by", "suggestion")
        self.sheet = get_object_or_404(rows, batch=self.batch, position=kwargs["position"])
        self.sheet.batch = self.batch

    def crumbs(self) -> list[Crumb]:
        """The list, then the batch."""
        url = reverse("paper:batch", args=[self.batch.pk])
        return [*super().crumbs(), {"url": url, "label": str(self.batch)}]

    def get_page_title(self) -> str:
        """Its number in the batch."""
        return _("Sheet %(number)d") % {"number": self.sheet.position}
