"""What comes back from the pool: matches with later campaigns and regulations, to be decided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.pages import CampaignPage
from portal.page_choice import PageChoiceField
from portal.paging import window
from suggestions.intake.cleaning import clean_text
from suggestions.intake.fields import CleanField
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.review.reconsideration import NOTE_LENGTH, Reconsideration, Step
from suggestions.review.reconsidering import accept, dismiss, may_decide_on
from suggestions.review.refusals import Refused
from suggestions.review.rights import reach_of_organisers

PER_PAGE = 25
NEWEST_FIRST = ("-proposed_at", "-pk")
MOST_CAMPAIGNS = 100


class MatchForm(forms.Form):
    """Where the suggestion may be read again, and what to say."""

    campaign = PageChoiceField(
        label=gettext_lazy("To be reviewed again in"), queryset=CampaignPage.objects.none()
    )
    note = CleanField(
        label=gettext_lazy("Note (may stay empty)"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The author reads it if the suggestion is taken up."),
    )


class ComingBackView(DeskView):
    """The matches that wait, newest first; with `decided` in the query the others."""

    template_name = "suggestions/review/panel/coming_back.html"
    page_title = gettext_lazy("Coming back from the pool")
    header_icon = "history"

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page."""
        decided = "decided" in request.GET
        rows = Reconsideration.objects.visible_to(self.person, on=self.today)
        rows = rows.exclude(step=Step.PROPOSED) if decided else rows.proposed()
        rows = rows.select_related("suggestion__topic", "campaign", "regulation", "decided_by")
        page = window(rows, NEWEST_FIRST, cursor=request.GET.get("page", ""), size=PER_PAGE)
        return self.render_to_response(self.get_context_data(page=page, decided=decided))


class MatchView(DeskView):
    """One match: the suggestion, what it met, why, and the decision."""

    template_name = "suggestions/review/panel/match.html"
    header_icon = "history"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the match; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = Reconsideration.objects.visible_to(self.person, on=self.today)
        related = ("suggestion__unit", "suggestion__topic", "suggestion__campaign", "regulation")
        rows = rows.select_related(*related, "campaign__organiser", "decided_by")
        self.match = get_object_or_404(rows, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The receipt number."""
        return self.match.suggestion.receipt

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("review:coming_back"), "label": _("Coming back from the pool")}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.answer(self.form(initial={"campaign": self.match.campaign_id}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take up or put aside; whatever is refused comes back with what was typed."""
        form = self.form(request.POST)
        if "dismiss" in request.POST:
            form.fields["campaign"].required = False
        if not form.is_valid():
            return self.answer(form)
        try:
            self.decide(form.cleaned_data, dismissed="dismiss" in request.POST)
        except Refused as error:
            form.add_error(None, str(error))
            self.match.refresh_from_db()
            return self.answer(form)
        return redirect("review:coming_back")

    def decide(self, said: dict[str, Any], *, dismissed: bool) -> None:
        """Do what was chosen and say so."""
        now = timezone.now()
        if dismissed:
            dismiss(self.match, said["note"], by=self.person, at=now)
            messages.success(self.request, _("Put aside."))
        else:
            accept(self.match, said["campaign"], said["note"], by=self.person, at=now)
            text = _("Taken up: the next round of the campaign can read it. The author is told.")
            messages.success(self.request, text)

    def form(self, *args: Any, **kwargs: Any) -> MatchForm:
        """The form with the campaigns to choose from: the one that was met, or one's own."""
        form = MatchForm(*args, **kwargs)
        rows = CampaignPage.objects.live().defer_streamfields().select_related("organiser")
        if self.match.campaign_id:
            rows = rows.filter(pk=self.match.campaign_id)
        else:
            rows = rows.filter(reach_of_organisers(self.person, "organiser", on=self.today))
        newest = rows.order_by("-first_published_at", "-pk").values("pk")[:MOST_CAMPAIGNS]
        field: Any = form.fields["campaign"]
        field.queryset = rows.filter(pk__in=list(newest.values_list("pk", flat=True)))
        return form

    def answer(self, form: forms.Form) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(
            match=self.match,
            suggestion=self.match.suggestion,
            form=form,
            may_decide=self.match.step == Step.PROPOSED
            and may_decide_on(self.match, self.person, on=self.today),
        )
        return self.render_to_response(context)
