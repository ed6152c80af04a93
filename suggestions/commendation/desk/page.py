"""The page of one commendation: the list with its figures, and what is to do next."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.commendation.commendation import Commendation
from suggestions.commendation.desk.acts import ACTS, DeskAct
from suggestions.commendation.desk.entrance import CommendationView
from suggestions.commendation.desk.forms import NominationForm
from suggestions.commendation.draw import Draw, PanelMember
from suggestions.commendation.drawing import is_as_promised
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.notice import doubtful_years, last_day_of_notice
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act, may
from suggestions.commendation.steps import CHANGEABLE, AwardKind, Step


class PageView(CommendationView):
    """One commendation."""

    template_name = "suggestions/commendation/desk/page.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.answer()

    def answer(
        self,
        *,
        forms_by_act: dict[str, forms.Form] | None = None,
        nomination: forms.Form | None = None,
        typed: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page with its forms, perhaps with what was typed."""
        row, on = self.commendation, self.today
        acts = self.acts(forms_by_act or {})
        nomination = nomination or NominationForm(unit=row.unit, on=on)
        follows = may(self.person, Act.FOLLOW, row, on=on)
        context = self.get_context_data(
            commendation=row,
            follows=follows,
            groups=self.groups(follows=follows),
            acts=acts,
            may={act.value: may(self.person, act, row, on=on) for act in Act},
            is_draft=row.step in CHANGEABLE,
            nomination=nomination,
            typed=typed or {},
            media=sum((form.media for _name, _act, form in acts), nomination.media),
            notice=self.notice(),
            draw=self.draw() if follows or self.seat() else None,
            objections=row.objections.select_related("nominee", "answered_by") if follows else [],
            history=row.history.select_related("by") if follows else [],
        )
        return self.render_to_response(context)

    def groups(self, *, follows: bool) -> list[tuple[str, list[Nominee]]]:
        """By award, most useful first; who only nominates sees their own nominations."""
        rows = self.commendation.nominees.select_related(
            "certificate", "nominated_by", "removed_by", "unit", "person"
        ).prefetch_related("grounds__campaign")
        if not follows and not self.seat():
            rows = rows.filter(nominated_by=self.person)
        ordered = list(rows.order_by("removed_at", "-points", "came_at", "pk"))
        found = [(str(kind.label), [n for n in ordered if n.kind == kind]) for kind in AwardKind]
        return [(label, group) for label, group in found if group]

    def seat(self) -> PanelMember | None:
        """The person's own seat on the panel."""
        seats = PanelMember.objects.filter(draw__commendation=self.commendation)
        return seats.filter(user=self.person).first()

    def acts(self, typed: dict[str, forms.Form]) -> list[tuple[str, DeskAct, forms.Form]]:
        """What this person can do now, each with its form."""
        return [
            (name, act, typed.get(name) or act.form(prefix=name, initial=self.initial(name)))
            for name, act in ACTS.items()
            if self.is_offered(act)
        ]

    def is_offered(self, act: DeskAct) -> bool:
        """Whether the step and the person's rights offer it."""
        row = self.commendation
        return row.step in act.steps and self.is_allowed(act) and act.ready(row)

    def is_allowed(self, act: DeskAct) -> bool:
        """Whether it is this person's right; what the panel does is for its members."""
        if act.right is None:
            return self.seat() is not None
        return may(self.person, act.right, self.commendation, on=self.today)

    def initial(self, name: str) -> dict[str, Any]:
        """What a form starts from."""
        seat = self.seat() if name == "say" else None
        if seat is None or seat.agrees is None:
            return {}
        return {"agrees": "yes" if seat.agrees else "no", "words": seat.words}

    def notice(self) -> dict[str, Any]:
        """The last day a notice published today would have, and years that are a guess."""
        row = self.commendation
        if row.step == Step.DRAFT:
            return {"until": last_day_of_notice(self.today), "doubtful": doubtful_years(self.today)}
        if row.step == Step.NOTICE and row.notice_from:
            return {"until": row.notice_until, "doubtful": doubtful_years(row.notice_from)}
        return {}

    def draw(self) -> dict[str, Any] | None:
        """The draw with the names of those drawn, and whether it can be recomputed."""
        row = Draw.objects.filter(commendation=self.commendation).first()
        if row is None:
            return None
        members = list(row.members.select_related("user"))
        checked = row.drawn_at is not None and is_as_promised(row)
        return {"draw": row, "members": members, "is_as_promised": checked}


class ActView(PageView):
    """Doing one of ACTS."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Do it; whatever is refused comes back with what was typed."""
        if act not in ACTS:
            raise Http404
        chosen = ACTS[act]
        if not self.is_allowed(chosen):
            raise PermissionDenied
        form = chosen.form(request.POST, prefix=act)
        if not form.is_valid():
            return self.refused(act, form)
        try:
            chosen.run(self.commendation, form.cleaned_data, self.person, timezone.now())
        except CommendationRefused as error:
            form.add_error(None, str(error))
            return self.refused(act, form)
        messages.success(request, str(chosen.done))
        return redirect("commendation:page", pk)

    def refused(self, act: str, form: forms.Form) -> HttpResponse:
        """The page as it is now, with the form; if it is offered no more, only the reason."""
        self.commendation = Commendation.objects.select_related("unit").get(pk=self.commendation.pk)
        if not self.is_offered(ACTS[act]):
            messages.error(
                self.request,
                " ".join(str(error) for error in form.non_field_errors()) or _("Not possible now."),
            )
        return self.answer(forms_by_act={act: form})
