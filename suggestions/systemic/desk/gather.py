"""Putting what was ticked in a list, or one suggestion, into a systemic issue."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts.views import acting_user
from portal.keys import keys_in
from portal.organisation.rights import has_role
from suggestions.suggestion import Suggestion
from suggestions.systemic.desk.entrance import SystemicView
from suggestions.systemic.desk.forms import GatherForm
from suggestions.systemic.gathering import link
from suggestions.systemic.refusals import SystemicRefused
from suggestions.systemic.rights import RIGHTS, Act, open_to_link
from suggestions.systemic.systemic_issue import SystemicIssue

MOST_TICKED = 100
CHOSEN = "chosen"
"""The button of the second page: the first time only the ticks come."""


def link_and_tell(
    request: HttpRequest, issue: SystemicIssue, suggestions: Sequence[Suggestion]
) -> None:
    """Link them and tell on the next page what became of each.

    Raises SystemicRefused, with the reasons, if none could be linked; PermissionDenied.
    """
    done = link(issue, suggestions, by=acting_user(request), at=timezone.now())
    why = [f"{receipt}: {obstacle}" for receipt, obstacle in done.left_out]
    if not done.put_in:
        raise SystemicRefused("\n".join(why))
    text = ngettext("%(count)d suggestion linked.", "%(count)d suggestions linked.", done.put_in)
    messages.success(request, text % {"count": done.put_in})
    for line in why:
        messages.warning(request, line)


class GatherView(SystemicView):
    """Asks into which issue the ticked ones go, and links them."""

    http_method_names = ["post"]
    page_title = gettext_lazy("Link to a systemic issue")
    template_name = "suggestions/systemic/gather.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """The form for the ticked ones, or the issue with what became of them."""
        rows = self.ticked()
        if not rows:
            messages.error(request, str(gettext_lazy("Please tick at least one suggestion.")))
            return redirect(self.back())
        form = GatherForm(
            request.POST if CHOSEN in request.POST else None,
            issues=open_to_link(self.person, on=self.today),
        )
        if form.is_valid():
            issue = form.cleaned_data["issue"]
            try:
                link_and_tell(request, issue, rows)
            except SystemicRefused as error:
                form.add_error(None, str(error))
            else:
                return redirect("systemic:issue", issue.pk)
        return self.answer(form, rows)

    def ticked(self) -> list[Suggestion]:
        """The ticked rows that this person may see; reports are never among them."""
        keys = self.request.POST.getlist("selected")[:MOST_TICKED]
        rows = Suggestion.objects.visible_to(self.person, on=self.today).unsealed()
        rows = rows.filter(pk__in=keys_in(keys))
        return list(rows.select_related("unit").order_by("pk"))

    def back(self) -> str:
        """The page from which they came, or the list of issues."""
        back = self.request.POST.get("back", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={self.request.get_host()})
        return back if safe else reverse("systemic:list")

    def answer(self, form: GatherForm, rows: Sequence[Suggestion]) -> HttpResponse:
        """The page, with the way to a new issue for these."""
        about = urlencode({"about": [row.receipt for row in rows]}, doseq=True)
        context = self.get_context_data(
            form=form,
            rows=rows,
            chosen=CHOSEN,
            back=self.back(),
            has_issues=form.fields["issue"].queryset.exists(),  # type: ignore[attr-defined]
            may_open=has_role(self.person, *RIGHTS[Act.OPEN], on=self.today),
            new_issue=f"{reverse('systemic:open')}?{about}",
        )
        return self.render_to_response(context, status=422 if form.is_bound else 200)
