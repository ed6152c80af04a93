"""The list of systemic issues, and a new one."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.organisation.rights import has_role
from portal.paging import window
from suggestions.review.desk.entrance import Crumb
from suggestions.suggestion import Suggestion
from suggestions.supervision.desk.entrance import FormPage
from suggestions.systemic.desk.entrance import SystemicView
from suggestions.systemic.desk.forms import IssueForm
from suggestions.systemic.desk.gather import MOST_TICKED, link_and_tell
from suggestions.systemic.gathering import open_issue
from suggestions.systemic.refusals import SystemicRefused
from suggestions.systemic.rights import RIGHTS, Act
from suggestions.systemic.systemic_issue import SystemicIssue

PAGE_SIZE = 30


class ListView(SystemicView):
    """The issues in reach, the newest first."""

    page_title = gettext_lazy("Systemic issues")
    template_name = "suggestions/systemic/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page, open or answered."""
        answered = request.GET.get("show") == "answered"
        rows = SystemicIssue.objects.visible_to(self.person, on=self.today)
        rows = rows.filter(answered_at__isnull=not answered).with_linked().select_related("unit")
        order = ("-opened_at", "-id")
        page = window(rows, order, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
        context = self.get_context_data(
            window=page,
            shown="answered" if answered else "open",
            may_open=has_role(self.person, *RIGHTS[Act.OPEN], on=self.today),
        )
        return self.render_to_response(context)

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []


class OpenView(SystemicView, FormPage):
    """A new issue."""

    page_title = gettext_lazy("Open a systemic issue")
    button = gettext_lazy("Open it")
    lede = gettext_lazy("One cause behind many suggestions: they are answered together.")
    template_name = "suggestions/systemic/open.html"
    refusals = (SystemicRefused,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raises PermissionDenied for who may open none."""
        super().setup(request, *args, **kwargs)
        if not has_role(self.person, *RIGHTS[Act.OPEN], on=self.today):
            raise PermissionDenied

    def form(self, data: Any = None) -> forms.Form:
        """The empty form."""
        return IssueForm(data)

    @transaction.atomic
    def run(self, said: dict[str, Any]) -> str:
        """Open it, and link what the address names; a unit out of reach is refused."""
        words = said.pop("title"), said.pop("summary")
        try:
            issue = open_issue(*words, by=self.person, at=timezone.now(), **said)
        except PermissionDenied:
            raise SystemicRefused(_("This unit is not under yours.")) from None
        if about := self.about():
            link_and_tell(self.request, issue, about)
        return reverse("systemic:issue", args=[issue.pk])

    def about(self) -> list[Suggestion]:
        """The suggestions of the address that this person may see."""
        receipts = self.request.GET.getlist("about")[:MOST_TICKED]
        rows = Suggestion.objects.visible_to(self.person, on=self.today).unsealed()
        return list(rows.filter(receipt__in=receipts)) if receipts else []

    def more(self) -> dict[str, Any]:
        """What is linked with it."""
        return {"about": self.about()}

    def back(self) -> str:
        """To the list."""
        return reverse("systemic:list")
