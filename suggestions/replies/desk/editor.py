"""The page on which a reply is written; it is saved as one types, and by a button."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from suggestions.handling.desk.entrance import ItemView
from suggestions.replies.desk.forms import ReplyForm, initial_of
from suggestions.replies.drafting import (
    begin,
    give_up,
    save,
    submit,
    take_back,
    telling_refusal,
)
from suggestions.replies.filling import wording, wordings_for
from suggestions.replies.linked import linked_open
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.reply import UNSENT, Reply, ReplyKind
from suggestions.rights import Action


class DraftView(ItemView):
    """A page about the unsent reply of a suggestion; without one it leads back."""

    needs = Action.REPLY
    header_icon = "edit"
    reply: Reply | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the draft."""
        super().setup(request, *args, **kwargs)
        unsent = self.suggestion.replies.filter(state__in=UNSENT, unit=self.suggestion.unit)
        related = ("unit", "drafted_by", "returned_by", "suggestion__campaign")
        self.reply = unsent.select_related(*related).first()

    def draft(self) -> Reply:
        """The draft; raises Http404 if there is none (any more)."""
        if self.reply is None:
            raise Http404
        return self.reply

    def obstacle(self) -> Refusal | None:
        """Why the draft cannot be sent as things stand, such as a withdrawal; None if it can."""
        return telling_refusal(self.suggestion, self.reply.kind) if self.reply else None

    def to_item(self) -> HttpResponse:
        """To the suggestion's page."""
        return redirect("handling:item", self.suggestion.receipt)


class BeginView(DraftView):
    """Begins a reply, or opens the one that was begun."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """To the draft; a refusal is told."""
        kind = request.POST.get("kind", "")
        kind = kind if kind in ReplyKind.values else ReplyKind.FINAL
        try:
            begin(self.suggestion, by=self.person, at=timezone.now(), kind=kind)
        except ReplyRefused as refusal:
            messages.error(request, str(refusal))
            return self.to_item()
        return redirect("replies:draft", receipt)


class EditorView(DraftView):
    """The draft, and what may be done with it."""

    template_name = "suggestions/replies/desk/editor.html"
    saved: Reply | None = None
    """What this request has kept, though it refused the rest: the page goes on from there."""

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The draft as it is kept."""
        if self.reply is None:
            return self.to_item()
        return self.shown(self.form(initial=initial_of(self.reply)))

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Save, then do what the button says; what is refused is shown again as typed."""
        form = self.form(request.POST)
        if self.reply is None:
            form.is_valid()
            form.add_error(None, Refusal.STATE.label)
        if not form.is_valid():
            return self.shown(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            return self.done(form, request.POST.get("do", ""))
        except ReplyRefused as refusal:
            form.add_error(None, str(refusal))
            stale = refusal.refusal == Refusal.STALE
            status = HTTPStatus.CONFLICT if stale else HTTPStatus.UNPROCESSABLE_ENTITY
            return self.shown(form, status=status, theirs=self.theirs() if stale else None)

    def done(self, form: ReplyForm, do: str) -> HttpResponse:
        """Save what was typed; hand it in, put a template below it, or stay."""
        now = timezone.now()
        with transaction.atomic():
            revision = form.cleaned_data["revision"]
            row = save(self.draft(), form.words(), revision=revision, by=self.person, at=now)
            if do == "submit":
                submit(row, by=self.person, at=now)
        if do == "submit":
            messages.success(self.request, _("The reply waits for approval now."))
            return self.to_item()
        self.saved = row
        if do == "template":
            self.put_in(row)
        messages.success(self.request, _("The draft is saved."))
        return redirect("replies:draft", self.suggestion.receipt)

    def put_in(self, row: Reply) -> None:
        """Add the words of the chosen template or legal channel below what is there."""
        chosen = wording(self.request.POST.get("template", ""), row, on=self.today)
        if not chosen:
            raise ReplyRefused(Refusal.TEMPLATE)
        text = "\n\n".join(part for part in (row.text, chosen) if part)
        form = self.form({**initial_of(row), "text": text})
        if not form.is_valid():
            raise ReplyRefused(Refusal.TOO_LONG)
        save(row, form.words(), revision=row.revision, by=self.person, at=timezone.now())

    def form(self, data: Any = None, **options: Any) -> ReplyForm:
        """The form, with the linked suggestions that might get the same words."""
        linked = linked_open(self.suggestion, self.person, on=self.today)
        return ReplyForm(data, linked=linked, **options)

    def theirs(self) -> Reply:
        """The draft as a colleague has left it."""
        return Reply.objects.select_related("drafted_by").get(pk=self.draft().pk)

    def shown(self, form: ReplyForm, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page."""
        context = self.get_context_data(
            suggestion=self.suggestion,
            reply=self.reply,
            form=form,
            saved=self.saved,
            obstacle=self.obstacle(),
            wordings=wordings_for(self.reply) if self.reply else {},
            **more,
        )
        return self.render_to_response(context, status=status)


class SaveView(EditorView):
    """Saves as one types."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """What was saved when, with the new revision; 409 or 422 with the reason if not."""
        form = self.form(request.POST)
        if not form.is_valid():
            said = [str(error) for errors in form.errors.values() for error in errors]
            return JsonResponse({"refused": " ".join(said)}, status=422)
        if self.reply is None:
            return JsonResponse({"refused": Refusal.STATE.label}, status=HTTPStatus.CONFLICT)
        now = timezone.now()
        try:
            revision = form.cleaned_data["revision"]
            row = save(self.reply, form.words(), revision=revision, by=self.person, at=now)
        except ReplyRefused as refusal:
            return JsonResponse({"refused": str(refusal)}, status=HTTPStatus.CONFLICT)
        saved = time_format(timezone.localtime(now), "H:i:s")
        return JsonResponse({"saved": saved, "revision": row.revision})


class StepView(DraftView):
    """Takes a reply back before it is approved, or gives it up."""

    http_method_names = ["post"]
    STEPS = {"take-back": take_back, "give-up": give_up}

    def post(self, request: HttpRequest, receipt: str, step: str) -> HttpResponse:
        """Take the step; a refusal is told and changes nothing."""
        if step not in self.STEPS:
            raise Http404
        try:
            self.STEPS[step](self.draft())
        except ReplyRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Done."))
        if step == "take-back":
            return redirect("replies:draft", receipt)
        return self.to_item()
