"""One step for all that were ticked; each is decided by itself and told by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.keys import keys_in
from suggestions.handling import screening
from suggestions.handling.desk.entrance import DeskView
from suggestions.handling.desk.forms import BulkForm
from suggestions.handling.desk.pile import PAGE_SIZE
from suggestions.handling.desk.seen import last_word
from suggestions.handling.publication import CannotPublish, publish
from suggestions.handling.screening import CannotScreen
from suggestions.handling.undoing import undo
from suggestions.history import MoveNotAllowed
from suggestions.rights import Action, may
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Outcome:
    """What became of one row; `refusal` is empty if the step was taken."""

    suggestion: Suggestion
    refusal: str


NEEDS = {
    "accept": Action.SCREEN,
    "classify": Action.SCREEN,
    "return": Action.SCREEN,
    "refer": Action.SCREEN,
    "decline": Action.SCREEN,
    "undo": Action.SCREEN,
    "publish": Action.PUBLISH,
}


class BulkView(DeskView):
    """Takes the step with every ticked row in reach and shows how it went, row by row."""

    http_method_names = ["post"]
    template_name = "suggestions/handling/bulk.html"
    page_title = gettext_lazy("What was done")

    def post(self, request: HttpRequest) -> HttpResponse:
        """The rows with their outcomes; sent again, it changes nothing more."""
        keys = keys_in(request.POST.getlist("selected")[:PAGE_SIZE])
        rows = self.visible().filter(pk__in=keys).select_related("campaign", "unit")
        form, step = BulkForm(request.POST), request.POST.get("step", "")
        wrong = "" if form.is_valid() else _("Please check what you typed.")
        outcomes = [Outcome(row, wrong or self.refusal(row, step, form)) for row in rows]
        done = [outcome for outcome in outcomes if not outcome.refusal]
        context = self.get_context_data(
            outcomes=outcomes,
            done=done,
            may_undo=step in screening_steps() and bool(done),
            query=request.POST.get("query", "").lstrip("?"),
        )
        return self.render_to_response(context)

    def refusal(self, row: Suggestion, step: str, form: BulkForm) -> str:
        """Do `step` with `row`; returns why not, or nothing if it was done."""
        action = NEEDS.get(step)
        if action is None or not may(self.person, action, row, on=self.today):
            return _("You may not do this.")
        try:
            self.steps(form)[step](row)
        except (CannotPublish, CannotScreen) as error:
            return str(error)
        except MoveNotAllowed:
            return last_word(row)
        return ""

    def steps(self, form: BulkForm) -> dict[str, Callable[[Suggestion], object]]:
        """What each step does with one row."""
        said, by = form.cleaned_data, self.person
        note = said["note"]
        return {
            "accept": lambda row: screening.accept(row, by=by, because=said["because"]),
            "classify": lambda row: screening.classify(row, form.chosen_class(), by=by),
            "return": lambda row: screening.return_for_completion(row, by=by, note=note),
            "decline": lambda row: screening.decline(row, by=by, note=note),
            "refer": lambda row: screening.refer(row, by=by, note=note, channel=said["channel"]),
            "undo": lambda row: undo(row, by=by, at=timezone.now()),
            "publish": lambda row: publish(row, by=by, at=timezone.now()),
        }


def screening_steps() -> set[str]:
    """The steps that can be undone together."""
    return set(NEEDS) - {"publish", "undo"}
