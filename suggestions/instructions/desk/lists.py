"""The list of instructions with what is overdue, and writing a new one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from portal.accounts.user import User
from suggestions.instructions.desk.forms import WriteForm
from suggestions.instructions.instructing import Written, instruct
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.rights import Act, may, may_use_desk, may_use_reports
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.suggestion import Suggestion

PER_PAGE = 20


class InstructionDeskView(DeskView):
    """A page of the desk of instructions."""

    header_icon = "edit"

    def may_enter(self, person: User, *, on: date) -> bool:
        """Who watches instructions, or is written to."""
        return may_use_desk(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("instructions:list"), "label": _("Leaders' instructions")}]


def due_of(instruction: Instruction) -> str:
    """When an answer is due."""
    return date_format(instruction.due_on, "SHORT_DATE_FORMAT") if instruction.due_on else "–"


def status_of(instruction: Instruction) -> str:
    """Closed, overdue or open."""
    if not instruction.is_open:
        return _("Closed")
    return _("Overdue") if instruction.is_overdue(localdate()) else _("Open")


def reports_of(instruction: Instruction) -> int:
    """How often units have reported."""
    return len(instruction.feedback.all())


def title_of(instruction: Instruction) -> str:
    """The suggestion's title."""
    return instruction.suggestion.title


class ListView(InstructionDeskView, BaseListingView):
    """What is open first, the longest due on top; `?show=overdue` leaves only what is late."""

    page_title = gettext_lazy("Leaders' instructions")
    paginate_by = PER_PAGE
    verbose_name_plural = gettext_lazy("leaders' instructions")
    columns = (
        TitleColumn(
            "title",
            label=gettext_lazy("Suggestion"),
            accessor=title_of,
            url_name="instructions:instruction",
        ),
        Column("leader", label=gettext_lazy("Leader")),
        Column("due_on", label=gettext_lazy("Answer due on"), accessor=due_of),
        Column("status", label=gettext_lazy("Status"), accessor=status_of),
        Column("feedback", label=gettext_lazy("Feedback"), accessor=reports_of),
    )

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []

    def get_header_buttons(self) -> list[HeaderButton]:
        """What is late, or everything again; the special reports."""
        url, overdue = reverse("instructions:list"), self.request.GET.get("show") == "overdue"
        other = HeaderButton(
            _("Show all") if overdue else _("Show only what is overdue"),
            url=url if overdue else f"{url}?show=overdue",
            icon_name="time",
        )
        buttons = [other]
        if may_use_reports(self.person, on=self.today):
            link = reverse("instructions:reports")
            buttons.append(HeaderButton(_("Special reports"), url=link, icon_name="doc-full"))
        return buttons

    def get_base_queryset(self) -> QuerySet[Instruction]:
        """The instructions in reach, open and longest due first."""
        rows = Instruction.objects.visible_to(self.person, on=self.today)
        if self.request.GET.get("show") == "overdue":
            rows = rows.overdue(self.today)
        rows = rows.select_related("suggestion", "leader").prefetch_related("feedback")
        first = F("closed_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True)
        return rows.order_by(*first, "-given_on", "-pk")


class WriteView(InstructionDeskView):
    """A new instruction on one suggestion."""

    page_title = gettext_lazy("Write an instruction")
    template_name = "suggestions/instructions/desk/write.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the suggestion; raises PermissionDenied for who may not write on it."""
        super().setup(request, *args, **kwargs)
        rows = Suggestion.objects.visible_to(self.person, on=self.today).unsealed()
        rows = rows.select_related("unit", "campaign")
        self.suggestion = get_object_or_404(rows, receipt=kwargs["receipt"])
        self.is_leader = may(self.person, Act.INSTRUCT, self.suggestion, on=self.today)
        if not self.is_leader and not may(self.person, Act.ENTER, self.suggestion, on=self.today):
            raise PermissionDenied

    def form(self, data: Any = None) -> WriteForm:
        """The form; a leader starts from their own name."""
        initial = {"given_on": self.today, "leader": self.person.pk if self.is_leader else None}
        return WriteForm(data, unit=self.suggestion.unit, on=self.today, initial=initial)

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The empty form."""
        return self.answer(self.form())

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Keep it; whatever is refused comes back with what was typed."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.answer(form)
        said = form.cleaned_data
        written = Written(said["text"], said["given_on"], form.units(), said["due_on"])
        try:
            row = instruct(
                self.suggestion, said["leader"], written, by=self.person, at=timezone.now()
            )
        except InstructionRefused as error:
            form.add_error(None, str(error))
            return self.answer(form)
        except PermissionDenied:
            form.add_error("leader", _("You write instructions in your own name only."))
            return self.answer(form)
        messages.success(request, _("The instruction has been kept."))
        return redirect("instructions:instruction", row.pk)

    def answer(self, form: WriteForm) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(form=form, suggestion=self.suggestion)
        return self.render_to_response(context)
