"""What is done with a suggestion beside its steps: on the site, its words, and undoing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.handling.correcting import correct
from suggestions.handling.desk.entrance import ItemView
from suggestions.handling.desk.forms import CorrectionForm, NoteForm
from suggestions.handling.desk.seen import last_word
from suggestions.handling.holding import release
from suggestions.handling.publication import CannotPublish, hide, publish
from suggestions.handling.undoing import undo
from suggestions.history import MoveNotAllowed
from suggestions.revision import Words, words_of
from suggestions.rights import Action


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


class ReleaseView(ItemView):
    """Says that the listed words may stand in this text."""

    needs = Action.RELEASE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Release it; publishing is another step."""
        note = request.POST.get("note", "")[:200]
        if release(self.suggestion, by=self.person, at=timezone.now(), note=note):
            messages.success(request, _("It is released and can be published."))
        else:
            messages.error(request, _("Nothing holds it any more."))
        return self.back()


class UndoView(ItemView):
    """Takes back one's own last step."""

    needs = Action.SCREEN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Undo it, or say who was first."""
        try:
            undo(self.suggestion, by=self.person, at=timezone.now())
        except MoveNotAllowed:
            messages.error(request, _("It is too late to undo this.") + last_word(self.suggestion))
        else:
            messages.success(request, _("Undone. The author hears nothing of it."))
        return self.back()
