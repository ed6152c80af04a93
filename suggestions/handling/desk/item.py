"""One suggestion at the desk: everything about it, and every step one may take."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts.contact import ContactDetails, Purpose, read_contact
from portal.keys import keys_in
from suggestions.handling import classifying, screening
from suggestions.handling.desk.entrance import ItemView
from suggestions.handling.desk.forms import ClassForm, NoteForm
from suggestions.handling.desk.panels import panels_for
from suggestions.handling.desk.seen import (
    last_entry,
    last_word,
    news_for,
    sealed_for,
    texts_of,
)
from suggestions.handling.publication import obstacle_to
from suggestions.handling.screening import CLASSIFIABLE, ELSEWHERE, CannotScreen, classify
from suggestions.handling.step_template import StepTemplate
from suggestions.handling.undoing import undoable
from suggestions.history import Entry, MoveNotAllowed
from suggestions.intake.receipts import parse_receipt
from suggestions.repeats.linked import LINK_VERDICTS, linked_with, reply_to_reuse
from suggestions.repeats.noted import without_sealed
from suggestions.rights import Action
from suggestions.states import MOVES, Classification, State
from suggestions.suggestion import Suggestion

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

    def shown(
        self,
        contact: ContactDetails | None = None,
        form: NoteForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page, with contact details only if they were asked for just now."""
        suggestion = self.suggestion
        context = self.get_context_data(
            suggestion=suggestion,
            contact=contact,
            entries=without_sealed(suggestion.history.select_related("by")),
            revisions=suggestion.revisions.select_related("by"),
            attachments=list(suggestion.attachments.all()),
            consents=suggestion.consents.select_related("text").order_by("pk"),
            sealed=suggestion.classification == Classification.REPORT,
            sealed_for=sealed_for(suggestion),
            steps=self.steps(),
            class_form=ClassForm(initial={"classification": suggestion.classification}),
            class_hint=class_hint(suggestion),
            note_form=form or self.note_form(),
            templates=StepTemplate.objects.filter(in_use=True) if self.may(Action.SCREEN) else (),
            undoable=undoable(suggestion, by=self.person, at=timezone.now()),
            is_elsewhere=suggestion.classification in ELSEWHERE,
            **texts_of(suggestion),
            links=linked_with(self.suggestion, self.person, on=self.today),
            link_verdicts=LINK_VERDICTS,
            may={action.value: self.may(action) for action in Action},
            may_classify=suggestion.state in CLASSIFIABLE,
            obstacle=obstacle_to(suggestion),
            panels=panels_for(suggestion, self.person, on=self.today),
        )
        return self.render_to_response(context, status=status)

    def note_form(self) -> NoteForm:
        """The words to begin with: an earlier answer, or a template; and what was seen."""
        chosen = keys_in([self.request.GET.get("template", "")])
        template = StepTemplate.objects.filter(pk__in=chosen).first()
        note = template.text if template else self.reply()
        return NoteForm(initial={"note": note, "seen": last_entry(self.suggestion)})

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


def class_hint(suggestion: Suggestion) -> dict[str, str]:
    """The class that the words speak for, and which words; empty if none speak for any."""
    text = f"{suggestion.problem}\n{suggestion.proposal}"
    verdict = classifying.classify(suggestion.title, text)
    label = str(verdict.classification.label)
    return {"label": label, "words": verdict.found} if verdict.found else {}


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


class StepView(ItemPageView):
    """Takes one step of screening."""

    needs = Action.SCREEN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str, step: str) -> HttpResponse:
        """Take the step; a refusal is told and changes nothing."""
        if step not in STEPS:
            raise Http404
        form = NoteForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(str(e) for es in form.errors.values() for e in es))
            return self.kept(form)
        if newer := news_for(self.suggestion, self.person, seen=form.cleaned_data["seen"]):
            messages.error(request, newer)
            return self.kept(form)
        return self.back() if self.take(step, form) else self.kept(form)

    def take(self, step: str, form: NoteForm) -> bool:
        """Call the function of the step and say how it went; whether it was taken."""
        _state, function = STEPS[step]
        try:
            entry = function(self.suggestion, by=self.person, **form.words_for(step))
        except CannotScreen as error:
            messages.error(self.request, str(error))
        except MoveNotAllowed:
            messages.error(self.request, last_word(self.suggestion))
        else:
            messages.success(self.request, entry.step)
            return True
        return False

    def kept(self, form: NoteForm) -> HttpResponse:
        """The page again with what was typed."""
        self.suggestion.refresh_from_db()
        if not self.may(Action.SEE):
            return self.back()
        return self.shown(form=form, status=422)
