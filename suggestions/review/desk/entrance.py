"""What all desks of review share: who may come in, and which rows they find."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.accounts.user import User
from suggestions.review.rights import may_review, may_use_desk
from suggestions.review.round import Round
from suggestions.review.standing import Standing

Crumb = dict[str, Any]


class DeskView(WagtailAdminTemplateMixin, View):
    """A page of the desk of rounds: closed to whoever is neither editor nor chair."""

    header_icon = "form"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in who may enter; raises PermissionDenied for the others."""
        super().setup(request, *args, **kwargs)
        if not isinstance(request.user, User):
            raise PermissionDenied
        self.person, self.today = request.user, localdate()
        if not self.may_enter(self.person, on=self.today):
            raise PermissionDenied

    def may_enter(self, person: User, *, on: date) -> bool:
        """Whether `person` may see pages like this one at all."""
        return may_use_desk(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The pages between the admin's home and this one."""
        return [{"url": reverse("review:rounds"), "label": _("Review rounds")}]

    def get_breadcrumbs_items(self) -> list[Crumb]:
        """Home, the pages between, and this one."""
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *self.crumbs(), here]


class RoundView(DeskView):
    """A page about one round; a round out of one's reach answers 404."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the round, with what its rules need."""
        super().setup(request, *args, **kwargs)
        rows = Round.objects.visible_to(self.person, on=self.today)
        related = ("campaign__organiser", "rubric", "opened_by")
        self.round = get_object_or_404(rows.select_related(*related), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The round's name."""
        return self.round.name


class StandingView(DeskView):
    """A page about one suggestion of a round; one that is sealed or out of reach answers 404."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the standing with its place, its suggestion and its round, in one query."""
        super().setup(request, *args, **kwargs)
        rounds = Round.objects.visible_to(self.person, on=self.today).filter(pk=kwargs["pk"])
        rows = (
            Standing.objects.filter(round__in=rounds)
            .unsealed()
            .with_place()
            .select_related("suggestion__topic", "round__campaign__organiser", "round__rubric")
        )
        self.standing = get_object_or_404(rows, suggestion__receipt=kwargs["receipt"])
        self.round, self.suggestion = self.standing.round, self.standing.suggestion

    def get_page_title(self) -> str:
        """The suggestion's receipt number."""
        return self.suggestion.receipt

    def crumbs(self) -> list[Crumb]:
        """Rounds, and this round."""
        url = reverse("review:round", args=[self.round.pk])
        return [*super().crumbs(), {"url": url, "label": self.round.name}]


class ReviewerView(DeskView):
    """A page of the reviewer's own desk."""

    header_icon = "clipboard-list"

    def may_enter(self, person: User, *, on: date) -> bool:
        """Reviewers only."""
        return may_review(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The queue."""
        return [{"url": reverse("review:mine"), "label": _("My reviews")}]
