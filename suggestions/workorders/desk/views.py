"""Work orders at the desk: a committed date, and tables that come in."""

from datetime import date
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, units_of
from portal.organisation.unit import within
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.rows import UnreadableFile
from suggestions.api.system import ConnectedSystem
from suggestions.handling.desk.entrance import ItemView
from suggestions.intake.imports.importing import Step
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.rights import Action
from suggestions.workorders.changes import CannotCommit, commit_date
from suggestions.workorders.desk.forms import CommitForm, UploadForm
from suggestions.workorders.importing import import_orders, orders_of
from suggestions.workorders.order import WorkOrder

IMPORTERS = (Role.HANDLER, Role.SUPERVISOR)
REFUSED_SHOWN = 100


def may_import(person: Person, *, on: date) -> bool:
    """Whether `person` brings in tables of work orders for any unit."""
    return has_role(person, *IMPORTERS, on=on)


def systems_for(person: Person, *, on: date) -> QuerySet[ConnectedSystem]:
    """The systems whose orders come to the person's units, or to units below."""
    rows = ConnectedSystem.objects.select_related("unit", "campaign")
    return rows.filter(within(units_of(person, IMPORTERS, on=on), "unit"))


class CommitView(ItemView):
    """Commits to a date; author and hotline are told."""

    needs = Action.COMMIT_DATE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Keep it, or say what is wrong."""
        order = get_object_or_404(WorkOrder, suggestion=self.suggestion)
        form = CommitForm(request.POST)
        if not form.is_valid():
            return self.refused(form, button=_("Commit to it"))
        said = form.cleaned_data
        try:
            commit_date(order, said["on"], by=self.person, note=said["note"], at=timezone.now())
        except CannotCommit:
            form.add_error(None, _("It is no longer being handled: no date can be promised."))
            return self.refused(form, button=_("Commit to it"))
        messages.success(request, _("The date is kept, and told to author and hotline."))
        return self.back()


class ImportView(DeskView):
    """A table of work orders; the answer says line by line what was not taken."""

    header_icon = "upload"
    page_title = gettext_lazy("Work orders from a table")
    template_name = "suggestions/workorders/desk/import.html"

    def may_enter(self, person: User, *, on: date) -> bool:
        """Handlers and supervisors."""
        return may_import(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """None."""
        return []

    def form(self, *data: Any) -> UploadForm:
        """The form with the systems in reach."""
        form = UploadForm(*data)
        systems = systems_for(self.person, on=self.today)
        form.fields["system"].queryset = systems  # type: ignore[attr-defined]
        return form

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the table over and say what became of it."""
        form = self.form(request.POST, request.FILES)
        total = None
        if form.is_valid():
            try:
                total = self.taken(form.cleaned_data["system"], form.cleaned_data["table"])
            except UnreadableFile as refusal:
                form.add_error("table", str(refusal))
        context = self.get_context_data(form=form, total=total, most=REFUSED_SHOWN)
        return self.render_to_response(context, status=200 if total else 422)

    def taken(self, system: ConnectedSystem, table: UploadedFile) -> Step:
        """What became of all lines. Raises UnreadableFile."""
        total = Step()
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"table{PurePath(table.name or '').suffix.lower()}"
            path.write_bytes(table.read())
            rows = read_table(path).rows
            steps = import_orders(rows, orders_of(system), by=self.person, at=timezone.now())
            for step in steps:
                total.new, total.earlier = total.new + step.new, total.earlier + step.earlier
                total.refused += step.refused
        return total
