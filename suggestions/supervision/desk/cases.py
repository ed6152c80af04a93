"""Leaders' cases at the desk: what the rules propose, the cases, the board of old ones."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.keys import keys_in
from portal.paging import window
from suggestions.handling.desk.deeds import Card, Deed, DeedsMixin, media_of
from suggestions.review.desk.entrance import Crumb
from suggestions.rights import Action, may
from suggestions.supervision.desk.entrance import FormPage, SupervisionView
from suggestions.supervision.desk.forms import LeaderForm, PeopleForm, PlanForm
from suggestions.supervision.desk.letters import text_form
from suggestions.supervision.leading.case import LedCase
from suggestions.supervision.leading.old_cases import board, old_suggestions
from suggestions.supervision.leading.proposing import proposals
from suggestions.supervision.leading.rung import EscalationRule, Rung
from suggestions.supervision.leading.taking_on import (
    Plan,
    add_step,
    close_case,
    leaders_over,
    make_plan,
    may_close,
    may_work_on,
    raise_case,
    say_people,
    set_aside,
    take_on,
)
from suggestions.supervision.refusals import SupervisionRefused

PAGE_SIZE = 30
MOST_PROPOSED = 30


class CasesView(SupervisionView):
    """What the rules propose, and the cases in reach."""

    page_title = gettext_lazy("Leaders' cases")
    template_name = "suggestions/supervision/cases.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Proposals first, then one page of cases."""
        closed = request.GET.get("show") == "closed"
        rows = LedCase.objects.visible_to(self.person, on=self.today)
        rows = rows.filter(closed_at__isnull=not closed)
        rows = rows.select_related("suggestion", "unit", "leader")
        cursor = request.GET.get("page", "")
        page = window(rows, ("-taken_at", "-id"), cursor=cursor, size=PAGE_SIZE)
        for case in page.rows:
            case.late = case.is_overdue(self.today)  # type: ignore[attr-defined]
        found = [] if closed else proposals(self.person, on=self.today)
        context = self.get_context_data(
            window=page,
            shown="closed" if closed else "open",
            proposals=found[:MOST_PROPOSED],
            more=max(0, len(found) - MOST_PROPOSED),
        )
        return self.render_to_response(context)


class OldCasesView(SupervisionView):
    """The board of old cases, and the rows of the cell that was opened."""

    page_title = gettext_lazy("Old cases")
    template_name = "suggestions/supervision/old_cases.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The board; with `days` and `rung` also the suggestions of that cell."""
        days, rung = request.GET.get("days", ""), request.GET.get("rung", "")
        page = None
        if days.isdecimal() and rung.isdecimal():
            rows = old_suggestions(self.person, on=self.today)
            cell = {"age": int(days[:5]), "rung": int(rung[:2])}
            rows = rows.filter(**cell).select_related("unit")
            cursor = request.GET.get("page", "")
            page = window(rows, ("submitted_at", "id"), cursor=cursor, size=PAGE_SIZE)
        context = self.get_context_data(
            rows=board(self.person, on=self.today),
            rungs=[(0, _("Nobody's case")), *Rung.choices],
            window=page,
            days=days,
            rung=rung,
        )
        return self.render_to_response(context)


class OneSuggestionPage(FormPage):
    """A form page about one suggestion."""

    needs = Action.TAKE_ON

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load it; raises PermissionDenied without the right this page needs."""
        super().setup(request, *args, **kwargs)
        self.suggestion = self.find_suggestion(kwargs["receipt"])
        if not may(self.person, self.needs, self.suggestion, on=self.today):
            raise PermissionDenied

    def crumbs(self) -> list[Crumb]:
        """The suggestion."""
        assert self.suggestion is not None  # noqa: S101 - told to the type checker
        return [{"url": self.back(), "label": self.suggestion.receipt}]


class TakeOnView(OneSuggestionPage):
    """A leader takes a suggestion on."""

    page_title = gettext_lazy("Put into a leader's hands")
    button = gettext_lazy("Take it on")

    def rule(self) -> EscalationRule | None:
        """The rule that proposed it, if it comes from one."""
        return EscalationRule.objects.filter(
            pk__in=keys_in([self.request.GET.get("rule", "")])
        ).first()

    def form(self, data: Any = None) -> forms.Form:
        """The leaders of the unit in charge and above; whoever is alone leads as well."""
        assert self.suggestion is not None  # noqa: S101 - told to the type checker
        leaders = leaders_over(self.suggestion.unit, on=self.today) or [self.person.pk]
        rule = self.rule()
        initial = {"rung": rule.rung if rule else Rung.HEAD, "reason": rule.name if rule else ""}
        return LeaderForm(data, leaders=leaders, initial=initial)

    def run(self, said: dict[str, Any]) -> str:
        """Take it on."""
        assert self.suggestion is not None  # noqa: S101 - told to the type checker
        case = take_on(
            self.suggestion,
            said["rung"],
            said["leader"],
            reason=said["reason"],
            rule=self.rule(),
            by=self.person,
            at=timezone.now(),
        )
        return reverse("supervision:case", args=[case.pk])


class SetAsideView(OneSuggestionPage):
    """A proposal of the rules is left where it is."""

    page_title = gettext_lazy("Leave the proposal")
    button = gettext_lazy("Leave it")
    lede = gettext_lazy("It is proposed again when a rule asks for a higher rung.")

    def form(self, data: Any = None) -> forms.Form:
        """Why."""
        form: forms.Form = text_form(gettext_lazy("Why"))(self, data=data)
        return form

    def run(self, said: dict[str, Any]) -> str:
        """Set it aside for the rung of the address."""
        assert self.suggestion is not None  # noqa: S101 - told to the type checker
        rung = Rung(self.kwargs["rung"])
        set_aside(self.suggestion, rung, reason=said["text"], by=self.person, at=timezone.now())
        return reverse("supervision:cases")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raises Http404 for a rung that there is not."""
        super().setup(request, *args, **kwargs)
        get_object_or_404(EscalationRule.objects.filter(rung=kwargs["rung"])[:1])


class PeopleView(OneSuggestionPage):
    """How many people it concerns."""

    page_title = gettext_lazy("People concerned")
    needs = Action.LOG_CONTACT

    def form(self, data: Any = None) -> forms.Form:
        """The number as it is now."""
        known = getattr(self.suggestion, "people_concerned", None)
        return PeopleForm(data, initial={"number": known.number if known else None})

    def run(self, said: dict[str, Any]) -> str:
        """Keep it."""
        assert self.suggestion is not None  # noqa: S101 - told to the type checker
        say_people(self.suggestion, said["number"], by=self.person, at=timezone.now())
        return self.back()


class CaseView(DeedsMixin, SupervisionView):
    """One case: its plan, its steps, and what can be done with it."""

    template_name = "suggestions/supervision/case.html"
    refusals = (SupervisionRefused,)
    deeds = (
        Deed(
            "plan",
            gettext_lazy("Make a plan"),
            gettext_lazy("Keep the plan"),
            lambda view, **o: PlanForm(initial={"unit": view.case.unit}, **o),
            lambda view, said: make_plan(
                view.case, Plan(**said), by=view.person, at=timezone.now()
            ),
            lambda view: view.works,
        ),
        Deed(
            "step",
            gettext_lazy("A step was taken"),
            gettext_lazy("Write down"),
            text_form(gettext_lazy("What was done")),
            lambda view, said: add_step(view.case, said["text"], by=view.person, at=timezone.now()),
            lambda view: view.works,
        ),
        Deed(
            "raise",
            gettext_lazy("Raise it, or another leader"),
            gettext_lazy("Hand over"),
            lambda view, **o: LeaderForm(
                leaders=leaders_over(view.case.suggestion.unit, on=view.today) or [view.person.pk],
                initial={"rung": min(view.case.rung + 1, Rung.HEADS_OF_GOVERNMENT)},
                **o,
            ),
            lambda view, said: raise_case(
                view.case,
                said["rung"],
                said["leader"],
                reason=said["reason"],
                by=view.person,
                at=timezone.now(),
            ),
            lambda view: (
                view.works and may(view.person, Action.TAKE_ON, view.case.suggestion, on=view.today)
            ),
        ),
        Deed(
            "close",
            gettext_lazy("Close the case"),
            gettext_lazy("Close"),
            text_form(gettext_lazy("Result")),
            lambda view, said: close_case(
                view.case, said["text"], by=view.person, at=timezone.now()
            ),
            lambda view: view.works and may_close(view.person, view.case, on=view.today),
            is_grave=True,
        ),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the case; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = LedCase.objects.visible_to(self.person, on=self.today)
        related = ("suggestion__unit", "unit", "leader", "taken_by", "closed_by", "rule")
        self.case = get_object_or_404(rows.select_related(*related), pk=kwargs["pk"])
        self.works = self.case.is_open and may_work_on(self.person, self.case, on=self.today)

    def get_page_title(self) -> str:
        """The suggestion's number."""
        return self.case.suggestion.receipt

    def crumbs(self) -> list[Crumb]:
        """The cases."""
        url = reverse("supervision:cases")
        return [*super().crumbs(), {"url": url, "label": _("Leaders' cases")}]

    def here(self) -> str:
        """The case."""
        return reverse("supervision:case", args=[self.case.pk])

    def deed_url(self, name: str) -> str:
        """Below the case."""
        return reverse("supervision:case_deed", args=[self.case.pk, name])

    def answer(self, cards: list[Card], *, status: int = 200) -> HttpResponse:
        """The page."""
        plans = list(self.case.plans.select_related("unit", "by"))
        context = self.get_context_data(
            case=self.case,
            sees_suggestion=self.sees(self.case.suggestion),
            plan=plans[0] if plans else None,
            earlier_plans=plans[1:],
            entries=self.case.entries.select_related("by"),
            is_overdue=self.case.is_overdue(self.today),
            cards=cards,
            media=media_of(cards),
        )
        return self.render_to_response(context, status=status)
