"""One suggestion at the desk: everything about it, and every step one may take."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts.contact import ContactDetails, Purpose, read_contact
from suggestions.handling import screening
from suggestions.handling.correcting import correct
from suggestions.handling.desk.entrance import ItemView
from suggestions.handling.desk.forms import ClassForm, CorrectionForm, NoteForm
from suggestions.handling.desk.panels import panels_for
from suggestions.handling.desk.pile import SOMEONE_ELSE
from suggestions.handling.publication import CannotPublish, hide, obstacle_to, publish
from suggestions.handling.screening import CLASSIFIABLE, CannotScreen, classify
from suggestions.history import Entry, MoveNotAllowed
from suggestions.intake.receipts import parse_receipt
from suggestions.repeats.linked import LINK_VERDICTS, linked_with, reply_to_reuse
from suggestions.revision import Words, words_of
from suggestions.rights import Action
from suggestions.states import MOVES, Classification, State

Step = Callable[..., Entry]
STEPS: dict[str, tuple[State, Step]] = {
    "accept": (State.ACCEPTED, screening.accept),
    "return": (State.RETURNED, screening.return_for_completion),
    "answer": (State.ANSWERED, screening.answer),
    "refer": (State.REFERRED, screening.refer),
    "decline": (State.DECLINED, screening.decline),
    "back": (State.RECEIVED, screening.take_back),
}
"""What a button of the page does, and where it leads."""


@method_decorator(never_cache, name="dispatch")
class ItemPageView(ItemView):
    """Everything the portal knows of a suggestion but how to reach its author."""

    template_name = "suggestions/handling/item.html"

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The page."""
        return self.shown()

    def shown(self, contact: ContactDetails | None = None) -> HttpResponse:
        """The page, with contact details only if they were asked for just now."""
        suggestion = self.suggestion
        context = self.get_context_data(
            suggestion=suggestion,
            contact=contact,
            entries=suggestion.history.select_related("by"),
            revisions=suggestion.revisions.select_related("by"),
            attachments=list(suggestion.attachments.all()),
            consents=suggestion.consents.select_related("text").order_by("pk"),
            sealed=suggestion.classification == Classification.REPORT,
            steps=self.steps(),
            class_form=ClassForm(initial={"classification": suggestion.classification}),
            note_form=NoteForm(initial={"note": self.reply()}),
            links=linked_with(self.suggestion, self.person, on=self.today),
            link_verdicts=LINK_VERDICTS,
            may={action.value: self.may(action) for action in Action},
            may_classify=suggestion.state in CLASSIFIABLE,
            obstacle=obstacle_to(suggestion),
            panels=panels_for(suggestion, self.person, on=self.today),
        )
        return self.render_to_response(context)

    def reply(self) -> str:
        """The words of an earlier answer that was chosen to begin with; "" without one."""
        receipt = parse_receipt(self.request.GET.get("reply", ""))
        if not receipt or not self.may(Action.SCREEN):
            return ""
        return reply_to_reuse(self.visible().filter(receipt=receipt).first())

    def steps(self) -> set[str]:
        """The steps that lead somewhere from here."""
        possible = MOVES[State(self.suggestion.state)]
        steps = {name for name, (state, _step) in STEPS.items() if state in possible}
        return steps if self.may(Action.SCREEN) else set()


class ContactView(ItemPageView):
    """Opens the contact details: on an explicit click, written down, never kept in a cache."""

    needs = Action.CONTACT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The page with the details."""
        if self.suggestion.contact is None:
            raise Http404
        details = read_contact(self.suggestion.contact, by=self.person, purpose=Purpose.CONTACT)
        return self.shown(contact=details)


class ClassifyView(ItemView):
    """Sets the class."""

    needs = Action.SCREEN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Set the class; a report leaves the sight of whoever does not receive reports."""
        form = ClassForm(request.POST)
        if form.is_valid():
            try:
                classify(
                    self.suggestion,
                    Classification(form.cleaned_data["classification"]),
                    by=self.person,
                )
                messages.success(request, _("The class is set."))
            except CannotScreen as error:
                messages.error(request, str(error))
        return self.back()


class StepView(ItemView):
    """Takes one step of screening."""

    needs = Action.SCREEN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str, step: str) -> HttpResponse:
        """Take the step; a refusal is told and changes nothing."""
        if step not in STEPS:
            raise Http404
        form = NoteForm(request.POST)
        if not form.is_valid():
            messages.error(request, str(form.errors["note"][0]))
            return self.back()
        self.take(step, form.cleaned_data["note"])
        return self.back()

    def take(self, step: str, note: str) -> None:
        """Call the function of the step and say how it went."""
        _state, function = STEPS[step]
        said = {"internal_note" if step == "back" else "note": note}
        try:
            entry = function(self.suggestion, by=self.person, **said)
        except CannotScreen as error:
            messages.error(self.request, str(error))
        except MoveNotAllowed:
            messages.error(self.request, str(SOMEONE_ELSE))
        else:
            messages.success(self.request, entry.step)


class PublishView(ItemView):
    """Puts the suggestion on the site."""

    needs = Action.PUBLISH
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Publish, or say what stands against it."""
        try:
            publish(self.suggestion, by=self.person, at=timezone.now())
        except CannotPublish as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("It is on the site."))
        return self.back()


class HideView(ItemView):
    """Takes the suggestion off the site."""

    needs = Action.HIDE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Hide it, with a word to the author if there is one."""
        form = NoteForm(request.POST)
        if form.is_valid():
            hide(self.suggestion, by=self.person, note=form.cleaned_data["note"])
            messages.success(request, _("It is off the site."))
        else:
            messages.error(request, str(form.errors["note"][0]))
        return self.back()


class CorrectView(ItemView):
    """Corrects the texts, for instance to mask personal data; the original is kept."""

    needs = Action.CORRECT
    template_name = "suggestions/handling/correct.html"

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The form with the present texts."""
        form = CorrectionForm(initial=vars(words_of(self.suggestion)))
        return self.render_to_response(self.get_context_data(form=form, suggestion=self.suggestion))

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Keep the new texts, or show the form again as it was typed."""
        form = CorrectionForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(form=form, suggestion=self.suggestion)
            return self.render_to_response(context, status=422)
        said = dict(form.cleaned_data)
        why = said.pop("internal_note")
        if correct(self.suggestion, Words(**said), by=self.person, internal_note=why):
            messages.success(request, _("The text is corrected; the earlier one is kept."))
        return redirect("handling:item", self.suggestion.receipt)
