"""The page on which a supervisor looks at a sent reply before its author is asked."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.handling.desk.entrance import ItemView
from suggestions.history import MoveNotAllowed
from suggestions.replies.checking import check, check_refusal, reply_to_check
from suggestions.replies.desk.forms import CheckForm
from suggestions.replies.hands import hands_of
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.rights import Action


class CheckView(ItemView):
    """The suggestion, the reply and the list of what a reply must do."""

    needs = Action.CHECK_REPLY
    template_name = "suggestions/replies/desk/check.html"
    header_icon = "circle-check"

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The page; without a reply that waits, the suggestion."""
        return self.shown(CheckForm())

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Keep the check; what is refused is shown again as typed."""
        form = CheckForm(request.POST)
        if form.is_valid():
            try:
                self.keep(form, passed=request.POST.get("do") == "pass")
            except ReplyRefused as refusal:
                form.add_error(None, str(refusal))
            except MoveNotAllowed:
                form.add_error(None, Refusal.STATE.label)
            else:
                return self.back()
        return self.shown(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def keep(self, form: CheckForm, *, passed: bool) -> None:
        """Keep the check and say what follows from it."""
        said = form.cleaned_data
        check(
            self.suggestion,
            passed,
            by=self.person,
            note=said["note"],
            at=timezone.now(),
            points=said["points"],
        )
        done, back = _("The author is asked for a rating now."), _("The unit answers again.")
        messages.success(self.request, done if passed else back)

    def shown(self, form: CheckForm, *, status: int = 200) -> HttpResponse:
        """The page, or the suggestion's if nothing waits for a check."""
        reply = reply_to_check(self.suggestion)
        if reply is None:
            if form.errors:
                messages.error(self.request, Refusal.STATE.label)
            return self.back()
        context: dict[str, Any] = self.get_context_data(
            suggestion=self.suggestion,
            reply=reply,
            form=form,
            refusal=check_refusal(reply, self.person, on=self.today),
            alone=self.person.pk in hands_of(reply),
        )
        return self.render_to_response(context, status=status)
