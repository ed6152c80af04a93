"""The screener's word on two suggestions: given by one click, taken back by another."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.handling.desk.entrance import RELATED, ItemView
from suggestions.intake.receipts import parse_receipt
from suggestions.repeats.link import Link, Verdict
from suggestions.repeats.marking import CannotLink, link, unlink
from suggestions.repeats.rights import may_link
from suggestions.repeats.shown import unseal
from suggestions.rights import Action
from suggestions.suggestion import Suggestion


class PairView(ItemView):
    """A page about two suggestions: the one in the address and the one in the form."""

    needs = Action.SCREEN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Do what the form asks for, or say why not; htmx gets the pair as it is now."""
        other, kept, refusal = self.other(), None, ""
        if other is None or not may_link(self.person, self.suggestion, other, on=self.today):
            refusal = _("There is no such suggestion that you may link.")
        else:
            try:
                kept = self.judge(other)
            except CannotLink as error:
                refusal = str(error)
        return self.pair(other, kept, refusal) if self.is_htmx() else self.said(refusal)

    def judge(self, other: Suggestion) -> Link | None:
        """Change the verdict; returns the link that now stands. Raises CannotLink."""
        raise NotImplementedError

    def other(self) -> Suggestion | None:
        """The suggestion with the receipt in the form, if the person may see it."""
        receipt = parse_receipt(self.request.POST.get("earlier", ""))
        rows = Suggestion.objects.select_related(*RELATED).filter(receipt=receipt).order_by()
        return rows.visible_to(self.person, on=self.today).first() or rows.public().first()

    def is_htmx(self) -> bool:
        """Whether a part of the page asks."""
        return bool(getattr(self.request, "htmx", False))

    def pair(self, other: Suggestion | None, kept: Link | None, refusal: str) -> HttpResponse:
        """The buttons of this pair, or its verdict."""
        context: dict[str, Any] = {
            "receipt": self.suggestion.receipt,
            "earlier": other.receipt if other else "",
            "link": kept,
            "token": self.request.POST.get("shown", ""),
            "refusal": refusal,
            "verdicts": Verdict.choices,
            "may_link": other is not None,
        }
        return render(self.request, "suggestions/repeats/pair.html", context)

    def said(self, refusal: str) -> HttpResponse:
        """Back to the suggestion, saying how it went."""
        if refusal:
            messages.error(self.request, refusal)
        else:
            messages.success(self.request, _("The comparison is kept."))
        return self.back()


class LinkView(PairView):
    """Keeps a verdict."""

    def judge(self, other: Suggestion) -> Link | None:
        """Keep the verdict of the form with what the page showed."""
        verdict = self.request.POST.get("verdict", "")
        if verdict not in Verdict.values:
            return None
        return link(
            self.suggestion,
            other,
            verdict=Verdict(verdict),
            by=self.person,
            at=timezone.now(),
            shown=unseal(self.request.POST.get("shown", ""), self.suggestion, other),
        )


class UnlinkView(PairView):
    """Takes a verdict back."""

    def judge(self, other: Suggestion) -> Link | None:
        """Take it back; nothing stands any more."""
        unlink(self.suggestion, other, by=self.person, at=timezone.now())
        return None
