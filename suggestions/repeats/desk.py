"""The screener's word on two suggestions: given by one click, taken back by another."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suggestions.handling.desk.entrance import RELATED, ItemView
from suggestions.handling.desk.seen import last_word
from suggestions.history import MoveNotAllowed
from suggestions.intake.receipts import parse_receipt
from suggestions.repeats.in_hand import CannotJoin, close_with_progress
from suggestions.repeats.link import Link, Verdict
from suggestions.repeats.marking import CannotLink, Obstacle, link, unlink
from suggestions.repeats.rights import may_link
from suggestions.repeats.shown import unseal
from suggestions.rights import Action
from suggestions.suggestion import Suggestion


class PairView(ItemView):
    """A page about two suggestions: the one in the address and the one in the form."""

    needs = Action.SCREEN
    done: Promise
    """What is said once it is done."""
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Do what the form asks for, or say why not; htmx gets the pair as it is now."""
        refusal = self.refusal()
        return self.pair(refusal) if self.is_htmx() else self.said(refusal)

    def refusal(self) -> str:
        """Do what the form asks for; "", or why nothing was done."""
        other = self.other()
        if other is None or not self.may_link(other):
            return _("There is no such suggestion that you may link.")
        try:
            self.judge(other)
        except (CannotLink, CannotJoin) as error:
            return str(error)
        except MoveNotAllowed:
            return last_word(self.suggestion)
        return ""

    def judge(self, other: Suggestion) -> None:
        """Change the verdict. Raises CannotLink."""
        raise NotImplementedError

    def may_link(self, other: Suggestion) -> bool:
        """Whether the person may say what the two have to do with each other."""
        return may_link(self.person, self.suggestion, other, on=self.today)

    def other(self) -> Suggestion | None:
        """The suggestion with the receipt in the form, if the person may see it."""
        receipt = parse_receipt(self.request.POST.get("earlier", ""))
        rows = Suggestion.objects.select_related(*RELATED).filter(receipt=receipt).order_by()
        return rows.visible_to(self.person, on=self.today).first() or rows.public().first()

    def is_htmx(self) -> bool:
        """Whether a part of the page asks."""
        return bool(getattr(self.request, "htmx", False))

    def pair(self, refusal: str) -> HttpResponse:
        """The buttons of this pair, or its verdict, as things are now."""
        self.suggestion.refresh_from_db()
        other = self.other()
        allowed = other is not None and self.may_link(other)
        context: dict[str, Any] = {
            "receipt": self.suggestion.receipt,
            "earlier": other.receipt if other and allowed else "",
            "link": self.kept(other) if other and allowed else None,
            "token": self.request.POST.get("shown", ""),
            "refusal": refusal,
            "verdicts": Verdict.choices,
            "may_link": allowed,
        }
        return render(self.request, "suggestions/repeats/pair.html", context)

    def kept(self, other: Suggestion) -> Link | None:
        """The verdict that stands."""
        links = Link.objects.standing().of(self.suggestion).of(other)
        return links.select_related("by").first()

    def said(self, refusal: str) -> HttpResponse:
        """Back to the suggestion, saying how it went."""
        if refusal:
            messages.error(self.request, refusal)
        else:
            messages.success(self.request, str(self.done))
        return self.back()


class LinkView(PairView):
    """Keeps a verdict."""

    done = gettext_lazy("The comparison is kept.")

    def judge(self, other: Suggestion) -> None:
        """Keep the verdict of the form with what the page showed."""
        verdict = self.request.POST.get("verdict", "")
        if verdict not in Verdict.values:
            raise CannotLink(Obstacle.NO_VERDICT)
        link(
            self.suggestion,
            other,
            verdict=Verdict(verdict),
            by=self.person,
            at=timezone.now(),
            shown=unseal(self.request.POST.get("shown", ""), self.suggestion, other),
        )


class UnlinkView(PairView):
    """Takes a verdict back."""

    done = gettext_lazy("The comparison is taken back.")

    def judge(self, other: Suggestion) -> None:
        """Take it back; nothing stands any more."""
        unlink(self.suggestion, other, by=self.person, at=timezone.now())


class InHandView(PairView):
    """Answers the new one with the progress of the earlier one."""

    done = gettext_lazy("The author is told how the earlier one stands; it is no second case.")

    def judge(self, other: Suggestion) -> None:
        """Answer it so. Raises CannotJoin or MoveNotAllowed."""
        close_with_progress(self.suggestion, other, by=self.person, at=timezone.now())
