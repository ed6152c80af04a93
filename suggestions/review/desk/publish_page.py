"""Publishing all decisions of a round: counts to confirm, progress, and what was left out."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suggestions.review.decision import OUTCOMES_IN_ORDER
from suggestions.review.desk.entrance import Crumb, RoundView
from suggestions.review.publication_tasks import publish_round
from suggestions.review.publishing import left_out, start_publication, to_publish
from suggestions.review.refusals import Refused
from suggestions.review.rights import may_publish_decisions

MOST_NAMED = 20
"""Suggestions that were left out and are named."""
LOOK_AGAIN = 5
"""Seconds after which a page that shows progress asks again."""


class PublishView(RoundView):
    """What publishing would do; while it goes on, how far it has come."""

    template_name = "suggestions/review/panel/publish.html"
    page_title = gettext_lazy("Publish the decisions")

    def get_page_title(self) -> str:
        """What this page is for."""
        return str(self.page_title)

    def crumbs(self) -> list[Crumb]:
        """Rounds, this round and its panel."""
        args = [self.round.pk]
        here = {"url": reverse("review:round", args=args), "label": self.round.name}
        panel = {"url": reverse("review:panel", args=args), "label": _("Panel")}
        return [*super().crumbs(), here, panel]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The counts by outcome, the last publication, and what cannot be published."""
        last = self.round.publications.select_related("by").first()
        waiting = to_publish(self.round)
        counted = dict(waiting.order_by().values_list("outcome").annotate(Count("pk")))
        gone = left_out(self.round).unsealed().select_related("suggestion")
        context = self.get_context_data(
            round=self.round,
            last=last,
            done=last.published_count() if last else 0,
            outcomes=[(outcome.label, counted.get(outcome, 0)) for outcome in OUTCOMES_IN_ORDER],
            total=sum(counted.values()),
            gone=list(gone[:MOST_NAMED]),
            gone_count=gone.count(),
            may_publish=may_publish_decisions(self.person, self.round, on=self.today),
        )
        answer = self.render_to_response(context)
        if last and not last.is_finished:
            answer["Refresh"] = str(LOOK_AGAIN)
        return answer

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin, or carry on, and show how far it has come."""
        try:
            with transaction.atomic():
                run = start_publication(self.round, by=self.person, at=timezone.now())
                transaction.on_commit(lambda: publish_round.delay(run.pk), robust=True)
        except Refused as error:
            messages.error(request, str(error))
        return redirect("review:publish", pk)
