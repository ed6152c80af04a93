"""One systemic issue at the desk, with all that belongs to it."""

from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from suggestions.handling.desk.deeds import Card, Deed, DeedsMixin, media_of
from suggestions.replies.batch import ItemState
from suggestions.suggestion import Suggestion
from suggestions.systemic.answering import close_together, hide, show
from suggestions.systemic.desk.entrance import SystemicView
from suggestions.systemic.desk.forms import (
    ActionForm,
    DoneForm,
    NumbersForm,
    ProgressForm,
    PublicAnswerForm,
    TakeOutForm,
)
from suggestions.systemic.desk.gather import link_and_tell
from suggestions.systemic.gathering import (
    finish_action,
    plan_action,
    tell_progress,
    unlink,
)
from suggestions.systemic.refusals import SystemicRefused
from suggestions.systemic.rights import Act, may
from suggestions.systemic.systemic_issue import SystemicIssue

PAGE_SIZE = 30
MOST_LISTED = 100


class IssueView(DeedsMixin, SystemicView):
    """One issue: what is linked, what is done about it, and its answer."""

    template_name = "suggestions/systemic/issue.html"
    refusals = (SystemicRefused,)
    deeds = (
        Deed(
            "link",
            gettext_lazy("Link suggestions"),
            gettext_lazy("Link"),
            lambda view, **o: NumbersForm(reach=view.reach(), **o),
            lambda view, said: link_and_tell(view.request, view.issue, said["receipts"]),
            lambda view: view.may_now(Act.LINK),
        ),
        Deed(
            "action",
            gettext_lazy("Plan an action"),
            gettext_lazy("Keep the action"),
            lambda view, **o: ActionForm(initial={"unit": view.issue.unit}, **o),
            lambda view, said: plan_action(view.issue, by=view.person, at=timezone.now(), **said),
            lambda view: view.may_now(Act.WORK),
        ),
        Deed(
            "done",
            gettext_lazy("An action is done"),
            gettext_lazy("Done"),
            lambda view, **o: DoneForm(actions=view.open_actions(), **o),
            lambda view, said: finish_action(
                said["action"], said["note"], by=view.person, at=timezone.now()
            ),
            lambda view: view.issue.is_open and view.open_actions().exists(),
        ),
        Deed(
            "progress",
            gettext_lazy("Tell the progress"),
            gettext_lazy("Write down"),
            lambda view, **o: ProgressForm(**o),
            lambda view, said: tell_progress(view.issue, by=view.person, at=timezone.now(), **said),
            lambda view: view.may_now(Act.WORK),
        ),
        Deed(
            "take-out",
            gettext_lazy("Take a suggestion out"),
            gettext_lazy("Take out"),
            lambda view, **o: TakeOutForm(links=view.links(), **o),
            lambda view, said: unlink(said["link"], by=view.person, at=timezone.now()),
            lambda view: view.may_now(Act.LINK) and view.links().exists(),
        ),
        Deed(
            "show",
            gettext_lazy("On the site"),
            gettext_lazy("Put its page on the site"),
            lambda view, **o: forms.Form(**o),
            lambda view, said: show(view.issue, by=view.person, at=timezone.now()),
            lambda view: view.issue.public_since is None and view.may(Act.SHOW),
        ),
        Deed(
            "hide",
            gettext_lazy("On the site"),
            gettext_lazy("Take its page off the site"),
            lambda view, **o: forms.Form(**o),
            lambda view, said: hide(view.issue, by=view.person, at=timezone.now()),
            lambda view: view.issue.public_since is not None and view.may(Act.SHOW),
            is_grave=True,
        ),
        Deed(
            "answer",
            gettext_lazy("Answer all together"),
            gettext_lazy("Send the answer to all"),
            lambda view, **o: PublicAnswerForm(**o),
            lambda view, said: close_together(
                view.issue, by=view.person, at=timezone.now(), **said
            ),
            lambda view: view.may_now(Act.ANSWER),
            is_grave=True,
        ),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the issue; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = SystemicIssue.objects.visible_to(self.person, on=self.today)
        related = ("unit", "topic", "opened_by", "answered_by", "batch")
        self.issue = get_object_or_404(rows.select_related(*related), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """Its title."""
        return self.issue.title

    def here(self) -> str:
        """The issue."""
        return reverse("systemic:issue", args=[self.issue.pk])

    def deed_url(self, name: str) -> str:
        """Below the issue."""
        return reverse("systemic:deed", args=[self.issue.pk, name])

    def may(self, act: Act) -> bool:
        """Whether this person may do `act` with it."""
        return may(self.person, act, self.issue, on=self.today)

    def may_now(self, act: Act) -> bool:
        """The same, while its answer has not gone out."""
        return self.issue.is_open and self.may(act)

    def reach(self) -> Any:
        """The suggestions this person could link."""
        return Suggestion.objects.visible_to(self.person, on=self.today).unsealed()

    def open_actions(self) -> Any:
        """What this person may say is done."""
        rows = self.issue.actions.filter(done_at=None)
        if self.may(Act.WORK):
            return rows
        keys = [row.pk for row in rows.select_related("unit") if self.works_for(row)]
        return rows.filter(pk__in=keys)

    def works_for(self, action: Any) -> bool:
        """Whether the action is of a unit of this person's."""
        from_unit = SystemicIssue(unit=action.unit)
        return may(self.person, Act.WORK, from_unit, on=self.today)

    def links(self) -> Any:
        """What is linked, as far as this person may see the suggestions."""
        seen = Suggestion.objects.visible_to(self.person, on=self.today).order_by().values("pk")
        rows = self.issue.links.standing().filter(suggestion__in=seen)
        return rows.select_related("suggestion__unit")

    def sent(self) -> dict[str, int]:
        """How many have heard the answer, wait for it, or were left out; by state."""
        if self.issue.batch is None:
            return {}
        counted = self.issue.batch.items.order_by().values_list("state").annotate(n=Count("pk"))
        counts = dict(counted)
        return {str(state.label): counts[state] for state in ItemState if state in counts}

    def answer(self, cards: list[Card], *, status: int = 200) -> HttpResponse:
        """The page."""
        linked, seen = self.issue.links.standing().count(), self.links().count()
        actions = list(self.issue.actions.select_related("unit", "done_by"))
        for action in actions:
            action.late = action.is_overdue(self.today)  # type: ignore[attr-defined]
        context = self.get_context_data(
            issue=self.issue,
            links=list(self.links()[:MOST_LISTED]),
            linked=linked,
            others=linked - min(seen, MOST_LISTED),
            actions=actions,
            notes=self.issue.notes.select_related("by"),
            sent=self.sent(),
            cards=cards,
            media=media_of(cards),
        )
        return self.render_to_response(context, status=status)
