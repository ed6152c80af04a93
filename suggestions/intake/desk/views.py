"""The pages of the desk of entry: choose the campaign, type, hand the receipt over."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from suggestions.intake.checking import LATE_FOR
from suggestions.intake.desk.entering import enter, refuse_known_letter
from suggestions.intake.desk.forms import DeskEntryForm
from suggestions.intake.desk.rights import desks_of, may_enter
from suggestions.intake.form_page import is_fresh, key_of, texts_on
from suggestions.intake.form_token import new_token, read_token
from suggestions.intake.receipts import tracking_code
from suggestions.intake.sending import keep_files, kept_files
from suggestions.intake.views.form import LOOK_AGAIN
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.suggestion import Suggestion

MOST_CAMPAIGNS = 200
JUST_ENTERED = "just_entered"


class EntryDeskView(DeskView):
    """A page of the desk of entry."""

    header_icon = "edit"
    page_title = gettext_lazy("Entry for others")

    def may_enter(self, person: User, *, on: date) -> bool:
        """Clerks, handlers and editors."""
        return may_enter(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The choice of campaigns."""
        return [{"url": reverse("entry:campaigns"), "label": _("Entry for others")}]


class CampaignsView(EntryDeskView):
    """What takes suggestions now, and what closed lately: a letter may be typed days later."""

    template_name = "suggestions/intake/desk/campaigns.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        now = timezone.now()
        live = CampaignPage.objects.live().select_related("organiser").order_by("title")
        context = self.get_context_data(
            campaigns=live.open(now)[:MOST_CAMPAIGNS],
            lately=live.closed_since(now - LATE_FOR, now)[:MOST_CAMPAIGNS],
        )
        return self.render_to_response(context)


@method_decorator(never_cache, name="dispatch")
class EntryView(EntryDeskView):
    """The form; what was typed and which files were chosen come back with every refusal."""

    template_name = "suggestions/intake/desk/entry.html"
    campaign: CampaignPage

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the campaign."""
        super().setup(request, *args, **kwargs)
        self.campaign = get_object_or_404(CampaignPage.objects.live(), pk=kwargs["campaign"])

    def get(self, request: HttpRequest, campaign: int) -> HttpResponse:
        """An empty form."""
        return self.shown(self.form())

    def post(self, request: HttpRequest, campaign: int) -> HttpResponse:
        """Keep it, or show it again."""
        now = timezone.now()
        token = read_token(request.POST.get("form_token", ""))
        key = key_of(token, self.campaign)
        form = self.form(request.POST, request.FILES)
        form.full_clean()
        keep_files(form, key=key, dropped=request.POST.getlist("drop"), at=now)
        if not is_fresh(token, self.campaign, texts_on(now)):
            form.add_error(None, str(LOOK_AGAIN))
        refuse_known_letter(form, key=key, by=self.person, on=self.today)
        receipt = enter(form, key=key, by=self.person, at=now) if form.is_valid() else None
        if receipt is None:
            return self.shown(form, key=key)
        request.session[JUST_ENTERED] = receipt.suggestion.pk
        return redirect("entry:receipt")

    def form(self, *data: Any) -> DeskEntryForm:
        """The form for this campaign and this person's desks."""
        desks = desks_of(self.person, on=self.today)
        return DeskEntryForm(*data, campaign=self.campaign, user=self.person, desks=desks)

    def shown(self, form: DeskEntryForm, *, key: UUID | None = None) -> HttpResponse:
        """The page with `form`."""
        texts = texts_on(timezone.now())
        pks = [text.pk for text in texts.values()]
        context = self.get_context_data(
            form=form,
            campaign=self.campaign,
            texts=texts,
            token=new_token(self.campaign.pk, pks, key=key),
            kept=list(kept_files(key)) if key else [],
        )
        return self.render_to_response(context, status=422 if form.is_bound else 200)


@method_decorator(never_cache, name="dispatch")
class ReceiptView(EntryDeskView):
    """Receipt and code of what was entered last, to be printed or written down for the author."""

    template_name = "suggestions/intake/desk/receipt.html"
    page_title = gettext_lazy("Receipt")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; only for who typed it."""
        key = request.session.get(JUST_ENTERED, 0)
        rows = Suggestion.objects.select_related("campaign").filter(transcriber=self.person.pk)
        suggestion = rows.filter(pk=key).first()
        if suggestion is None:
            raise Http404
        code = tracking_code(suggestion.submission_key)
        return self.render_to_response(self.get_context_data(suggestion=suggestion, code=code))
