"""Saying that an idea was carried out, and verifying what others say."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.conversion.converting import keep_going
from suggestions.conversion.desk.forms import NoteForm
from suggestions.conversion.desk.proposal_form import ProposalForm, VerdictForm
from suggestions.conversion.desk.views import IdeaDeskView, IdeaView
from suggestions.conversion.exhibits import attach_exhibits
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.proposal import Proposal
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.rights import may_conclude, may_propose, may_verify
from suggestions.conversion.verifying import propose, send_back, verify
from suggestions.history import MoveNotAllowed
from suggestions.review.deciding import already_moved
from suggestions.review.desk.entrance import Crumb
from suggestions.states import State


class ProposeView(IdeaView):
    """Say that the idea was carried out, in full or in part."""

    template_name = "suggestions/conversion/desk/propose.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Only for who may propose; the others answer 404."""
        super().setup(request, *args, **kwargs)
        if not may_propose(self.person, self.idea, on=self.today):
            raise Http404

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The empty form."""
        return self.shown(ProposalForm(idea=self.idea))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it forward; whatever is refused comes back with what was typed and its files."""
        form, now = ProposalForm(request.POST, request.FILES, idea=self.idea), timezone.now()
        form.full_clean()
        form.keep_files(request, at=now)
        if not form.is_valid():
            return self.shown(form)
        try:
            self._keep(form)
        except MoveNotAllowed as error:
            form.add_error(None, already_moved(error))
            return self.shown(form)
        except FollowUpRefused as refusal:
            form.add_error(None, str(refusal))
            return self.shown(form)
        messages.success(request, _("It has been put forward; the author is asked."))
        return redirect("conversion:idea", pk)

    def shown(self, form: ProposalForm) -> HttpResponse:
        """The page with its form."""
        context = self.get_context_data(idea=self.idea, suggestion=self.idea.suggestion, form=form)
        return self.render_to_response(context)

    @transaction.atomic
    def _keep(self, form: ProposalForm) -> None:
        said = form.cleaned_data
        proposal = propose(self.idea, form.claim(), by=self.person, at=timezone.now())
        attach_exhibits(
            proposal, form_key=form.key, caption=said["caption"], released=said["released"]
        )


class ProposalView(IdeaDeskView):
    """A page about one claim, for the unit that verifies it."""

    template_name = "suggestions/conversion/desk/verify.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the claim with its idea; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        ideas = GoldenIdea.objects.visible_to(self.person, on=self.today)
        related = ("idea__suggestion__unit", "verifying_unit", "regulation", "proposed_by")
        rows = Proposal.objects.filter(idea__in=ideas).select_related(*related)
        self.proposal = get_object_or_404(rows, pk=kwargs["pk"])
        self.idea = self.proposal.idea

    def get_page_title(self) -> str:
        """What this page is for."""
        return _("Was it carried out?")

    def crumbs(self) -> list[Crumb]:
        """The list, and the idea."""
        url = reverse("conversion:idea", args=[self.idea.pk])
        return [*super().crumbs(), {"url": url, "label": self.idea.suggestion.receipt}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The claim with its evidence."""
        return self.shown(VerdictForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Verify or send back; whatever is refused comes back with what was typed."""
        form = VerdictForm(request.POST)
        if not form.is_valid():
            return self.shown(form)
        act = send_back if "send_back" in request.POST else verify
        try:
            act(self.proposal, form.cleaned_data["note"], by=self.person, at=timezone.now())
        except MoveNotAllowed as error:
            form.add_error(None, already_moved(error))
            return self.shown(form)
        except FollowUpRefused as refusal:
            form.add_error(None, str(refusal))
            return self.shown(form)
        messages.success(request, _("Your verdict has been kept."))
        return redirect("conversion:idea", self.idea.pk)

    def shown(self, form: VerdictForm) -> HttpResponse:
        """The page with its form."""
        actions = self.idea.actions.select_related("unit")
        context = self.get_context_data(
            idea=self.idea,
            suggestion=self.idea.suggestion,
            proposal=self.proposal,
            evidence=self.proposal.evidence.select_related("attachment"),
            actions=actions.prefetch_related("co_units", "notes__evidence__attachment"),
            may_verify=self.proposal.is_open
            and self.proposal.outcome != State.LAPSED
            and may_verify(self.person, self.proposal, on=self.today),
            form=form,
        )
        return self.render_to_response(context)


class KeepGoingView(ProposalView):
    """The idea has not lapsed though the portal put it forward as such."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Nothing to see here but the idea."""
        return redirect("conversion:idea", self.idea.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the reason; without one nothing happens."""
        form = NoteForm(request.POST)
        if not may_conclude(self.person, self.idea, on=self.today):
            raise Http404
        if not form.is_valid():
            messages.error(request, _("Please say why it goes on."))
            return redirect("conversion:idea", self.idea.pk)
        try:
            note = form.cleaned_data["note"]
            keep_going(self.proposal, note, by=self.person, at=timezone.now())
        except FollowUpRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Saved."))
        return redirect("conversion:idea", self.idea.pk)
