"""Letters of supervision at the desk: the list, one letter, and writing one."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.keys import keys_in
from portal.organisation.unit import Unit
from portal.paging import window
from suggestions.handling.desk.deeds import Card, Deed, DeedsMixin, media_of
from suggestions.review.desk.entrance import Crumb
from suggestions.suggestion import Suggestion
from suggestions.supervision.desk.entrance import FormPage, SupervisionView
from suggestions.supervision.desk.forms import (
    AnswerForm,
    BeginForm,
    LetterForm,
    SendBackForm,
    TextForm,
)
from suggestions.supervision.letters.answering import (
    answer_letter,
    close_letter,
    follow_up,
    may_answer,
    may_follow_up,
    send_back,
)
from suggestions.supervision.letters.kinds import ADVICE, NEXT_KIND, Ground, LetterKind
from suggestions.supervision.letters.letter import SupervisionLetter
from suggestions.supervision.letters.proposing import (
    first_words,
    not_followed,
    offered,
    supervised_units,
)
from suggestions.supervision.letters.writing import LetterWords, write_letter
from suggestions.supervision.refusals import SupervisionRefused

PAGE_SIZE = 30
ORDER = ("-issued_at", "-id")
SHOWN = {
    "open": gettext_lazy("Open"),
    "overdue": gettext_lazy("Overdue"),
    "answered": gettext_lazy("Answered"),
    "all": gettext_lazy("All"),
}


class LettersView(SupervisionView):
    """The letters in reach, the newest first."""

    page_title = gettext_lazy("Letters of supervision")
    template_name = "suggestions/supervision/letters.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of those that the tab asks for."""
        shown = request.GET.get("show", "open")
        rows = SupervisionLetter.objects.visible_to(self.person, on=self.today)
        if shown == "overdue":
            rows = rows.overdue(self.today)
        elif shown == "answered":
            rows = rows.answered()
        elif shown != "all":
            shown, rows = "open", rows.open()
        rows = rows.select_related("unit", "issuer")
        page = window(rows, ORDER, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
        for letter in page.rows:
            letter.late = letter.is_overdue(self.today)  # type: ignore[attr-defined]
        context = self.get_context_data(
            window=page,
            shown=shown,
            tabs=SHOWN.items(),
            may_write=bool(supervised_units(self.person, on=self.today)),
        )
        return self.render_to_response(context)


class WriteLetterView(FormPage):
    """A new letter: to which unit, of which kind, on which ground is said in the address."""

    page_title = gettext_lazy("Write a letter of supervision")
    template_name = "suggestions/supervision/write_letter.html"
    button = gettext_lazy("Send the letter")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the address; raises PermissionDenied for who supervises nothing."""
        super().setup(request, *args, **kwargs)
        self.issuers = supervised_units(self.person, on=self.today)
        if not self.issuers:
            raise PermissionDenied
        kinds, grounds = LetterKind.values, Ground.values
        kind, ground = request.GET.get("kind", ""), request.GET.get("ground", "")
        self.kind = LetterKind(kind if kind in kinds else LetterKind.REMINDER)
        self.ground = Ground(ground if ground in grounds else Ground.OVERDUE)
        self.unit = self.unit_of(request.GET.get("unit", ""))
        self.reach = Suggestion.objects.visible_to(self.person, on=self.today).unsealed()
        self.reach = self.reach.select_related("unit")
        self.named = self.reach.filter(receipt__in=request.GET.getlist("about")[:100])

    def unit_of(self, key: str) -> Unit | None:
        """The unit of the address, if there is one."""
        return Unit.objects.filter(pk__in=keys_in([key])).first()

    def form(self, data: Any = None) -> forms.Form:
        """The form, starting from the wording of the kind."""
        named, choices = list(self.named), []
        if self.unit is not None:
            choices = offered(self.person, self.unit, self.ground, at=timezone.now())
        choices = list({row.pk: row for row in [*named, *choices]}.values())
        chosen = named or choices
        initial: dict[str, Any] = {"unit": self.unit, "chosen": [row.pk for row in chosen]}
        if self.unit is not None:
            about = (self.kind, self.issuer(), self.unit, self.ground)
            initial |= first_words(*about, chosen, on=self.today)
        return LetterForm(data, offered=choices, reach=self.reach, initial=initial)

    def issuer(self) -> Unit:
        """In whose name it is written: the lowest of one's units above the addressed one."""
        above = [
            one
            for one in self.issuers
            if self.unit is not None and self.unit.path.startswith(one.path)
        ]
        return max(above or self.issuers, key=lambda one: len(one.path))

    def run(self, said: dict[str, Any]) -> str:
        """Write it."""
        self.unit = said["unit"]
        words = LetterWords(
            self.kind,
            self.issuer(),
            said["unit"],
            self.ground,
            said["subject"],
            said["text"],
            said["due_on"],
            said["why_skipped"],
        )
        both = {row.pk: row for row in [*said["chosen"], *said["receipts"]]}
        letter = write_letter(words, list(both.values()), by=self.person, at=timezone.now())
        return reverse("supervision:letter", args=[letter.pk])

    def back(self) -> str:
        """To the letters."""
        return reverse("supervision:letters")

    def more(self) -> dict[str, Any]:
        """The choice of another wording, which keeps to the unit and the suggestions."""
        begin = BeginForm(initial={"unit": self.unit, "kind": self.kind, "ground": self.ground})
        return {
            "begin": begin,
            "unit": self.unit,
            "issuer": self.issuer(),
            "kind": self.kind,
            "ground": self.ground,
            "about": self.request.GET.getlist("about")[:100],
        }


def text_form(label: Any) -> Any:
    """Makes a form of one text called `label`."""

    def make(view: Any, **options: Any) -> TextForm:
        return TextForm(label=label, **options)

    return make


class LetterView(DeedsMixin, SupervisionView):
    """One letter with its answers; what can be done with it stands beside it."""

    template_name = "suggestions/supervision/letter.html"
    refusals = (SupervisionRefused,)
    deeds = (
        Deed(
            "answer",
            gettext_lazy("Answer the letter"),
            gettext_lazy("Send the answer"),
            lambda view, **o: AnswerForm(is_advice=view.letter.kind in ADVICE, **o),
            lambda view, said: answer_letter(
                view.letter,
                said["text"],
                adoption=said.get("adoption", ""),
                by=view.person,
                at=timezone.now(),
            ),
            lambda view: (
                view.letter.is_open
                and view.letter.answered_at is None
                and may_answer(view.person, view.letter, on=view.today)
            ),
        ),
        Deed(
            "send-back",
            gettext_lazy("Send the answer back"),
            gettext_lazy("Send back"),
            lambda view, **o: SendBackForm(**o),
            lambda view, said: send_back(
                view.letter, said["text"], due_on=said["due_on"], by=view.person, at=timezone.now()
            ),
            lambda view: view.letter.answered_at is not None and view.follows,
        ),
        Deed(
            "follow-up",
            gettext_lazy("Follow it up"),
            gettext_lazy("Write down"),
            text_form(gettext_lazy("What you found out")),
            lambda view, said: follow_up(
                view.letter, said["text"], by=view.person, at=timezone.now()
            ),
            lambda view: view.follows,
        ),
        Deed(
            "close",
            gettext_lazy("Close the letter"),
            gettext_lazy("Close"),
            text_form(gettext_lazy("Result")),
            lambda view, said: close_letter(
                view.letter, said["text"], by=view.person, at=timezone.now()
            ),
            lambda view: view.follows,
            is_grave=True,
        ),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the letter; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = SupervisionLetter.objects.visible_to(self.person, on=self.today)
        related = ("unit", "issuer", "keeper", "issued_by", "closed_by", "follows")
        self.letter = get_object_or_404(rows.select_related(*related), pk=kwargs["pk"])
        self.follows = self.letter.is_open and may_follow_up(
            self.person, self.letter, on=self.today
        )

    def get_page_title(self) -> str:
        """Its number."""
        return self.letter.number

    def crumbs(self) -> list[Crumb]:
        """The list."""
        url = reverse("supervision:letters")
        return [*super().crumbs(), {"url": url, "label": _("Letters of supervision")}]

    def here(self) -> str:
        """The letter."""
        return reverse("supervision:letter", args=[self.letter.pk])

    def deed_url(self, name: str) -> str:
        """Below the letter."""
        return reverse("supervision:letter_deed", args=[self.letter.pk, name])

    def next_rung(self) -> str:
        """The address that begins the letter of the next rung; "" if there is none."""
        kind = NEXT_KIND.get(LetterKind(self.letter.kind))
        if kind is None or not self.follows or not self.letter.is_overdue(self.today):
            return ""
        matters = not_followed(LetterKind(self.letter.kind)).filter(letter=self.letter)
        about = list(matters.values_list("suggestion__receipt", flat=True))
        if not about:
            return ""
        asked = {"unit": self.letter.unit_id, "kind": kind.value, "ground": self.letter.ground}
        query = urlencode({**asked, "about": about}, doseq=True)
        return f"{reverse('supervision:write_letter')}?{query}"

    def answer(self, cards: list[Card], *, status: int = 200) -> HttpResponse:
        """The page; what this person may not see is named without a link."""
        matters = self.letter.matters.select_related("suggestion__unit")
        seen = Suggestion.objects.visible_to(self.person, on=self.today)
        about = matters.order_by().values("suggestion")
        context = self.get_context_data(
            letter=self.letter,
            matters=matters,
            seen=set(seen.filter(pk__in=about).values_list("pk", flat=True)),
            notes=self.letter.notes.select_related("unit", "by"),
            is_overdue=self.letter.is_overdue(self.today),
            next_rung=self.next_rung(),
            cards=cards,
            media=media_of(cards),
        )
        return self.render_to_response(context, status=status)
