"""Typing: the picture on one side, the form on the other, saved as one types."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts.user import User
from suggestions.intake.form_page import texts_on
from suggestions.intake.receipts import tracking_code
from suggestions.intake.views.files import NOTHING_RUNS
from suggestions.paper.claiming import claim, let_go
from suggestions.paper.desk.entrance import PaperView, SheetPageView
from suggestions.paper.desk.forms import AsideForm, SecondForm
from suggestions.paper.drafts import draft_of, is_open_to, part_of, save_draft
from suggestions.paper.entering import enter, enter_again, handed_in_at, set_aside, take_up
from suggestions.paper.refusals import PaperRefused
from suggestions.paper.sheet import Sheet
from suggestions.paper.typing import Part
from suggestions.rights import Action, may, may_anywhere
from suggestions.stations.forms import CounterForm
from suggestions.stations.rights import may_type_at

TICKS = (
    "author_shown",
    "under_age",
    "consent_guardian",
    "consent_privacy",
    "consent_publish",
    "consent_forward",
    "is_agent",
)


@method_decorator(never_cache, name="dispatch")
class TypeView(SheetPageView):
    """The page for typing one sheet, the first time or again."""

    def get(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """Claim it and show what was typed so far."""
        if not self.is_open():
            messages.info(request, _("This sheet has been typed already."))
            return redirect("paper:batch", pk)
        try:
            claim(self.sheet, by=self.person, at=self.now)
        except PaperRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect("paper:batch", pk)
        return self.shown(self.form(draft_of(self.sheet, by=self.person), unsent=True))

    def post(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """Close the typing; whatever is refused comes back as it was typed."""
        form = self.form(request.POST)
        try:
            save_draft(self.sheet, request.POST, by=self.person, at=self.now)
            done = form.is_valid() and self.close(form)
        except PaperRefused as refusal:
            form.add_error(None, str(refusal))
            done = False
        if not done:
            return self.shown(form)
        return redirect("paper:next", pk)

    def close(self, form: Any) -> bool:
        """Hand in, or compare; False with errors on the form."""
        if part_of(self.sheet) == Part.SECOND:
            same = enter_again(self.sheet, by=self.person, at=self.now)
            words = (
                _("Both typings read the same.")
                if same
                else _("They differ; a third look follows.")
            )
            messages.success(self.request, words)
            return True
        receipt = enter(self.sheet, form, by=self.person, at=self.now)
        if receipt is None:
            return False
        code = tracking_code(receipt.suggestion.submission_key)
        told = _("Handed in. Receipt %(receipt)s, tracking code %(code)s")
        messages.success(self.request, told % {"receipt": receipt.suggestion.receipt, "code": code})
        return True

    def is_open(self) -> bool:
        """Whether there is anything for this person to type."""
        return is_open_to(self.sheet, self.person)

    def form(self, said: Any, *, unsent: bool = False) -> Any:
        """The whole form, or for the second typing what is written by hand."""
        if part_of(self.sheet) == Part.SECOND:
            return SecondForm(initial=dict(said)) if unsent else SecondForm(said)
        options: dict[str, Any] = {
            "campaign": self.batch.campaign,
            "user": self.person,
            "counters": self.counters(),
        }
        if unsent:
            form = CounterForm(initial=initial_of(said), **options)
        else:
            form = CounterForm({**said.dict(), **self.fixed()}, **options)
        form.fields.pop("attachments", None)
        return form

    def fixed(self) -> dict[str, Any]:
        """What the batch says, not the clerk."""
        moment = handed_in_at(self.batch.received_on, self.now)
        return {"station": self.batch.station_id, "handed_in_at": moment.isoformat()}

    def shown(self, form: Any) -> HttpResponse:
        """The page."""
        second = part_of(self.sheet) == Part.SECOND
        context = self.get_context_data(
            form=form,
            batch=self.batch,
            sheet=self.sheet,
            second=second,
            texts=texts_on(self.now),
            aside=AsideForm(prefix="aside"),
        )
        self.template_name = (
            "suggestions/paper/second.html" if second else "suggestions/paper/type.html"
        )
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return self.render_to_response(context, status=status)


def initial_of(said: dict[str, str]) -> dict[str, Any]:
    """A draft as a form shows it: what is ticked is "on"; nothing typed yet is a suggestion."""
    ticks = {name: said.get(name) == "on" for name in TICKS}
    return {"classification": "suggestion", **{k: v for k, v in said.items() if v}, **ticks}


class SaveView(SheetPageView):
    """Takes what is typed while it is typed."""

    def post(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """When it was saved, or why not."""
        try:
            save_draft(self.sheet, request.POST, by=self.person, at=self.now)
        except PaperRefused as refusal:
            return JsonResponse({"refused": str(refusal)}, status=HTTPStatus.CONFLICT)
        return JsonResponse({"saved": time_format(localtime(timezone.now()), "H:i:s")})


class LetGoView(SheetPageView):
    """Gives a sheet back."""

    def post(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """To the batch; what was typed stays for this person."""
        let_go(self.sheet, by=self.person)
        return redirect("paper:batch", pk)


class AsideView(SheetPageView):
    """Sets a sheet aside, or puts it back."""

    def post(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """With a reason; without one nothing happens and the reason is asked for."""
        if "back" in request.POST:
            take_up(self.sheet, by=self.person)
            return redirect("paper:batch", pk)
        try:
            reason = request.POST.get("aside-reason", "")
            set_aside(self.sheet, reason, by=self.person, at=self.now)
        except PaperRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("paper:sheet", pk, position)
        return redirect("paper:next", pk)


@method_decorator(never_cache, name="dispatch")
class PictureView(PaperView):
    """The straightened picture. Never public; of a sealed report only for who may see that."""

    def may_enter(self, person: User, *, on: date) -> bool:
        """Who types, and who handles what was typed: each sheet decides."""
        return super().may_enter(person, on=on) or may_anywhere(person, Action.SEE, on=on)

    def get(self, request: HttpRequest, pk: int, position: int) -> HttpResponseBase:
        """The picture as it lies in private storage."""
        rows = Sheet.objects.select_related("suggestion__unit", "batch__station")
        sheet = rows.filter(batch=pk, position=position).exclude(picture="").first()
        if sheet is None or not self.may_look(sheet):
            raise Http404
        return served(sheet)

    def may_look(self, sheet: Sheet) -> bool:
        """Who types for the station, until it is typed, also the second time, and the two are
        compared; afterwards who may see the suggestion.
        """
        types = may_type_at(self.person, sheet.batch.station, on=self.today)
        if sheet.suggestion is None:
            return types
        waiting = Sheet.objects.all().in_sample().filter(pk=sheet.pk, comparison=None)
        return (types and waiting.exists()) or may(
            self.person, Action.SEE, sheet.suggestion, on=self.today
        )


def served(sheet: Sheet) -> FileResponse:
    """The picture of a sheet, for this person and nobody's cache."""
    response = FileResponse(sheet.picture.open("rb"), content_type="image/webp")
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
