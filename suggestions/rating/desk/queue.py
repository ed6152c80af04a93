"""The call-back queue, and the page of one call."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from portal.accounts.contact import ContactDetails
from portal.accounts.encryption import CannotOpen
from portal.organisation.rights import memberships_of, units_of
from portal.organisation.unit import Unit, within
from portal.paging import window
from suggestions.handling.desk.entrance import DeskView
from suggestions.rating.asking import Asking, AskingQuerySet, CallResult
from suggestions.rating.calling import (
    call_refusal,
    calls_alone,
    let_go,
    note_answers,
    note_attempt,
    read_phone,
    take_call,
    waiting_calls,
)
from suggestions.rating.forms import AnswersForm, AttemptForm
from suggestions.rating.refusals import RatingRefused
from suggestions.rights import RIGHTS, Action, may, may_anywhere

PAGE_SIZE = 30
ORDER = ("call_from", "id")
TRIES = 20
"""Rows at which the next call is looked for; the queue shows the others."""
RELATED = ("suggestion__campaign", "suggestion__unit", "suggestion__contact", "reply", "unit")


class CallsDeskView(DeskView):
    """A page of the call-back queue: closed to whoever makes no calls."""

    page_title = gettext_lazy("Call-back queue")
    header_icon = "comment"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in who may call somebody; raises PermissionDenied for the others."""
        super().setup(request, *args, **kwargs)
        if not may_anywhere(self.person, Action.CALL_BACK, on=self.today):
            raise PermissionDenied

    def askings(self) -> AskingQuerySet:
        """Those of one's units and below, of suggestions one may see."""
        rows: AskingQuerySet = Asking.objects.filter(suggestion__in=self.visible().order_by())
        if self.person.is_superuser:
            return rows
        units = units_of(self.person, RIGHTS[Action.CALL_BACK], on=self.today)
        return rows.filter(within(units, "suggestion__unit"))

    def waiting(self) -> AskingQuerySet:
        """Those to call now that nobody else has in hand."""
        return waiting_calls(self.askings(), for_=self.person, at=timezone.now())

    def own_units(self) -> set[int]:
        """The keys of the units one belongs to: what they handled others call about."""
        return {one.unit_id for one in memberships_of(self.person, on=self.today)}


class QueueView(CallsDeskView):
    """Whom to call, who has waited longest first."""

    template_name = "suggestions/rating/desk/queue.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One window of the queue."""
        rows = self.waiting().select_related("suggestion", "unit").prefetch_related("attempts")
        page = window(rows, ORDER, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
        context = self.get_context_data(
            window=page, own_units=self.own_units(), person=self.person, now=timezone.now()
        )
        return self.render_to_response(context)


class NextView(CallsDeskView):
    """Leads to the first call one may make."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """To the page of that call; back to the queue if there is none."""
        rows = self.waiting().select_related(*RELATED).order_by(*ORDER)
        for row in rows[:TRIES]:
            if call_refusal(row, self.person, on=self.today) is None:
                return redirect("rating:call", row.pk)
        messages.info(request, _("There is nobody you may call at the moment."))
        return redirect("rating:queue")


@method_decorator(never_cache, name="dispatch")
class CallView(CallsDeskView):
    """One call: what it is about, what to say, what was said. Out of reach it answers 404."""

    template_name = "suggestions/rating/desk/call.html"
    asking: Asking

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the asking."""
        super().setup(request, *args, **kwargs)
        found = self.askings().select_related(*RELATED).filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.asking = found
        if not may(self.person, Action.CALL_BACK, found.suggestion, on=self.today):
            raise PermissionDenied

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page, without the number."""
        return self.shown()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the call and open the number, which is written down."""
        try:
            self.asking = self.loaded(take_call(self.asking, by=self.person, at=timezone.now()))
            details = read_phone(self.asking, by=self.person, at=timezone.now())
        except RatingRefused as refused:
            messages.error(request, str(refused))
            return self.shown()
        except CannotOpen:
            messages.error(request, _("The number cannot be opened; please tell the office."))
            return self.shown()
        return self.shown(contact=details)

    def loaded(self, asking: Asking) -> Asking:
        """The same row with all the page shows."""
        return Asking.objects.select_related(*RELATED).get(pk=asking.pk)

    def shown(
        self,
        *,
        contact: ContactDetails | None = None,
        form: AnswersForm | None = None,
        note: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """The page."""
        asking, now = self.asking, timezone.now()
        held = asking.claimed_until is not None and asking.claimed_until >= now
        context = self.get_context_data(
            asking=asking,
            suggestion=asking.suggestion,
            contact=contact,
            form=form or AnswersForm(),
            note=note,
            results=AttemptForm.base_fields["result"].choices,  # type: ignore[attr-defined]
            attempts=list(asking.attempts.select_related("by")),
            mine=held and asking.claimed_by_id == self.person.pk,
            refusal=call_refusal(asking, self.person, on=self.today),
            alone=calls_alone(asking, self.person, on=self.today),
            caller_unit=self.caller_unit(),
        )
        return self.render_to_response(context, status=status)

    def caller_unit(self) -> Unit | None:
        """In whose name one calls."""
        units = units_of(self.person, RIGHTS[Action.CALL_BACK], on=self.today)
        return units[0] if units else None


class AnswersView(CallView):
    """Keeps what the author said."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the queue; what is refused is shown again as typed."""
        form = AnswersForm(request.POST)
        if not form.is_valid():
            return self.shown(form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            note_answers(self.asking, **form.cleaned_data, by=self.person, at=timezone.now())
        except RatingRefused as refused:
            form.add_error(None, str(refused))
            return self.shown(form=form, status=HTTPStatus.CONFLICT)
        messages.success(request, _("The rating is kept under your name."))
        return redirect("rating:queue")


class AttemptView(CallView):
    """Keeps a call that brought no answers, or gives the call back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the queue; a refusal is told."""
        if request.POST.get("result") == "back":
            let_go(self.asking, by=self.person)
            return redirect("rating:queue")
        form = AttemptForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please choose what came of the call."))
            return self.refused_with(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        said = form.cleaned_data
        result = CallResult(said["result"])
        try:
            now = timezone.now()
            note_attempt(self.asking, result, note=said["note"], by=self.person, at=now)
        except RatingRefused as refused:
            messages.error(request, str(refused))
            return self.refused_with(form, HTTPStatus.CONFLICT)
        messages.success(request, _("The call is on record."))
        return redirect("rating:queue")

    def refused_with(self, form: AttemptForm, status: int) -> HttpResponse:
        """The page, with the note as it was typed."""
        return self.shown(note=form.data.get("note", ""), status=status)
