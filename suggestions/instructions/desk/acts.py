"""The page of one instruction, and what can be done with it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.instructions.desk.forms import CloseForm, FeedbackForm, WordingForm
from suggestions.instructions.desk.lists import InstructionDeskView
from suggestions.instructions.instructing import close, feed_back
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.release import Release
from suggestions.instructions.releasing import (
    ask_release,
    refuse_release,
    release,
    revoke_release,
)
from suggestions.instructions.rights import Act, may, may_feed_back


class InstructionView(InstructionDeskView):
    """One instruction; one out of reach answers 404."""

    template_name = "suggestions/instructions/desk/instruction.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the instruction."""
        super().setup(request, *args, **kwargs)
        rows = Instruction.objects.visible_to(self.person, on=self.today)
        rows = rows.select_related("suggestion__unit", "suggestion__campaign", "leader")
        self.instruction = get_object_or_404(rows, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The suggestion's receipt."""
        return self.instruction.suggestion.receipt

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.answer()

    def answer(self, **typed: forms.Form) -> HttpResponse:
        """The page with its forms, perhaps with what was typed."""
        row = self.instruction
        live = row.releases.live().select_related("asked_by", "released_by").first()
        context = self.get_context_data(
            instruction=row,
            suggestion=row.suggestion,
            units=row.units.all(),
            feedback=row.feedback.select_related("unit", "by"),
            release=live,
            past_releases=row.releases.exclude(pk__in=[live.pk] if live else []),
            is_overdue=row.is_overdue(self.today),
            may=self.rights(live),
            feedback_form=typed.get("feedback") or FeedbackForm(instruction=row),
            close_form=typed.get("close") or CloseForm(),
            wording_form=typed.get("wording") or WordingForm(),
        )
        return self.render_to_response(context)

    def rights(self, live: Release | None) -> dict[str, bool]:
        """What this person may do here now."""
        row, on = self.instruction, self.today
        found = {act.value: may(self.person, act, row.suggestion, on=on) for act in Act}
        units = row.units.all()
        found["feed_back"] = any(may_feed_back(self.person, row, u, on=on) for u in units)
        found["release"] &= live is not None and live.asked_by_id != self.person.pk
        return found


class ActView(InstructionView):
    """Doing one thing with it."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Do it; whatever is refused comes back with what was typed."""
        if act not in DOING:
            raise Http404
        live = self.instruction.releases.live().first()
        needed, run = DOING[act]
        if not self.rights(live)[needed]:
            raise PermissionDenied
        return run(self)

    def do(self, name: str, form: forms.Form, run: Any) -> HttpResponse:
        """Run with what the form says, or show the page with the form again."""
        if not form.is_valid():
            return self.answer(**{name: form})
        try:
            run(form.cleaned_data)
        except InstructionRefused as error:
            form.add_error(None, str(error))
            return self.answer(**{name: form})
        messages.success(self.request, _("Saved."))
        return redirect("instructions:instruction", self.instruction.pk)

    def feed_back(self) -> HttpResponse:
        """A unit reports."""
        form = FeedbackForm(self.request.POST, instruction=self.instruction)
        return self.do(
            "feedback",
            form,
            lambda said: feed_back(
                self.instruction, said["unit"], said["text"], by=self.person, at=timezone.now()
            ),
        )

    def close(self) -> HttpResponse:
        """The result."""
        form = CloseForm(self.request.POST)
        return self.do(
            "close",
            form,
            lambda said: close(self.instruction, said["note"], by=self.person, at=timezone.now()),
        )

    def ask(self) -> HttpResponse:
        """A wording for the public."""
        form = WordingForm(self.request.POST)
        return self.do(
            "wording",
            form,
            lambda said: ask_release(
                self.instruction, said["wording"], by=self.person, at=timezone.now()
            ),
        )

    def settle(self, run: Any) -> HttpResponse:
        """Release, refuse or revoke what is asked for or in force."""
        live = get_object_or_404(self.instruction.releases.live())
        try:
            run(live, by=self.person, at=timezone.now())
        except InstructionRefused as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, _("Saved."))
        return redirect("instructions:instruction", self.instruction.pk)


DOING: dict[str, tuple[str, Any]] = {
    "feed-back": ("feed_back", ActView.feed_back),
    "close": ("close", ActView.close),
    "ask-release": ("ask_release", ActView.ask),
    "release": ("release", lambda view: view.settle(release)),
    "refuse-release": ("release", lambda view: view.settle(refuse_release)),
    "revoke-release": ("revoke_release", lambda view: view.settle(revoke_release)),
}
"""The last part of the address, whose right it is, and what it does."""
