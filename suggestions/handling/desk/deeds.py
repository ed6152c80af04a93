"""Deeds: the small forms beside a thing at a desk, each of which does one thing with it.

A view lists its deeds once; the page shows a card for each that this person may do, and what is
refused comes back with what was typed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Deed:
    """One thing to do: its heading, its form, and the function that does it.

    `form` is called with the view and keyword arguments of a Django form; `run` with the view
    and the cleaned data; `allowed` with the view.
    """

    name: str
    title: Any
    button: Any
    form: Callable[..., forms.Form]
    run: Callable[[Any, dict[str, Any]], object]
    allowed: Callable[[Any], bool]
    is_grave: bool = False


@dataclass(frozen=True)
class Card:
    """A deed as the page shows it."""

    deed: Deed
    form: forms.Form
    url: str


class DeedsMixin:
    """Shows deeds and does them. A view says `here()` (its address), `deed_url(name)`, what is
    refused by which exceptions, and renders itself in `answer(cards)`.
    """

    deeds: Sequence[Deed] = ()
    refusals: tuple[type[Exception], ...] = ()
    request: HttpRequest

    def here(self) -> str:
        """Where to go when it is done."""
        raise NotImplementedError

    def deed_url(self, name: str) -> str:
        """The address that does it."""
        raise NotImplementedError

    def answer(self, cards: list[Card], *, status: int = 200) -> HttpResponse:
        """The page with these cards."""
        raise NotImplementedError

    def cards(self, bound: forms.Form | None = None) -> list[Card]:
        """The deeds this person may do now, with empty forms but for the one that came back."""
        back = bound.prefix if bound is not None else ""
        return [
            Card(deed, self._form(deed, bound), self.deed_url(deed.name))
            for deed in self.deeds
            if deed.name == back or deed.allowed(self)
        ]

    def _form(self, deed: Deed, bound: forms.Form | None) -> forms.Form:
        if bound is not None and bound.prefix == deed.name:
            return bound
        return deed.form(self, prefix=deed.name)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return self.answer(self.cards())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the deed of the address; raises Http404.

        What may not be done, or not any more because somebody was first, answers 403 and gives
        back what was typed.
        """
        deed = next((one for one in self.deeds if one.name == kwargs.get("deed")), None)
        if deed is None:
            raise Http404
        form = deed.form(self, data=request.POST, prefix=deed.name)
        if not deed.allowed(self):
            form.add_error(None, _("You may not do this, or somebody was first."))
            return self.answer(self.cards(form), status=403)
        if form.is_valid():
            try:
                deed.run(self, form.cleaned_data)
            except self.refusals as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Saved."))
                return redirect(self.here())
        return self.answer(self.cards(form), status=422)


def media_of(cards: Sequence[Card]) -> Media:
    """What the browser needs for the forms of all cards."""
    return sum((card.form.media for card in cards), start=Media())
