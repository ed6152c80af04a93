"""The page on which a second person reads a reply, sends it out or gives it back."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.handling.desk.entrance import ItemView
from suggestions.replies.approving import approve, found_words, is_alone, review_release, send_back
from suggestions.replies.desk.editor import DraftView
from suggestions.replies.desk.forms import ApprovalForm, ReleaseForm
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.reply import Publicity, Reply
from suggestions.replies.sending import send
from suggestions.rights import Action


class ApproveView(DraftView):
    """The reply as the author will read it, and the two ways it can go."""

    needs = Action.APPROVE_REPLY
    template_name = "suggestions/replies/desk/approve.html"

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The page; without a reply that waits, the suggestion."""
        return self.shown(ApprovalForm()) if self.reply else self.to_item()

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Send it, or give it back; what is refused is shown again as typed."""
        if self.reply is None:
            messages.error(request, Refusal.STATE.label)
            return self.to_item()
        sends = request.POST.get("do") == "send"
        form = ApprovalForm(request.POST, sends=sends)
        if form.is_valid():
            try:
                return self.done(form, sends=sends)
            except ReplyRefused as refusal:
                form.add_error(None, str(refusal))
        return self.shown(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def done(self, form: ApprovalForm, *, sends: bool) -> HttpResponse:
        """Approve and send in one go, or send back."""
        said, now = form.cleaned_data, timezone.now()
        if not sends:
            send_back(self.draft(), note=said["note"], by=self.person)
            messages.success(self.request, _("The reply is back with who wrote it."))
            return self.back()
        with transaction.atomic():
            row = approve(
                self.draft(),
                reviewed=said["reviewed"],
                note=said["note"],
                by=self.person,
                at=now,
            )
            send(row, by=self.person, at=now)
        messages.success(self.request, _("The reply is sent."))
        return self.back()

    def shown(self, form: ApprovalForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        reply = self.draft()
        own = reply.drafted_by_id == self.person.pk
        context: dict[str, Any] = self.get_context_data(
            suggestion=self.suggestion,
            reply=reply,
            form=form,
            found=found_words(reply.text),
            also=list(reply.also_for.select_related("unit")),
            alone=own and is_alone(reply, self.person, at=timezone.now()),
            own=own,
            obstacle=self.obstacle(),
        )
        return self.render_to_response(context, status=status)


class ReleaseView(ItemView):
    """Decides anew who may read a sent reply."""

    needs = Action.RELEASE_REPLY
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str, pk: int) -> HttpResponse:
        """Keep the review; what is refused comes back as it was typed."""
        reply = self.suggestion.replies.sent().filter(pk=pk).first()
        if reply is None:
            messages.error(request, Refusal.STATE.label)
            return self.back()
        form = ReleaseForm(request.POST)
        if not form.is_valid() or not self.keep(reply, form):
            return self.refused(form, button=_("I have reviewed it: keep this"))
        messages.success(request, _("The review is on record."))
        return self.back()

    def keep(self, reply: Reply, form: ReleaseForm) -> bool:
        """Keep what the form says of `reply`; False, told in the form, if it is refused."""
        said = form.cleaned_data
        try:
            review_release(
                reply,
                Publicity(said["publicity"]),
                reason=said["reason"],
                note=said["note"],
                by=self.person,
                at=timezone.now(),
            )
        except ReplyRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        return True
