"""What somebody at the desk has seen of a suggestion, and what has happened to it since."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.handling.public_text import marked, public_words
from suggestions.handling.undoing import STEPS_OF_SCREENING
from suggestions.handling.words.word_list import Hold
from suggestions.history import Event
from suggestions.revision import words_of
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


def last_entry(suggestion: Suggestion) -> int:
    """The key of the last step of screening; 0 if there is none."""
    steps = suggestion.history.filter(event__in=STEPS_OF_SCREENING).order_by("-pk")
    return steps.values_list("pk", flat=True).first() or 0


def news_for(suggestion: Suggestion, person: User, *, seen: int | None) -> str:
    """What somebody else has done since `person` was shown the page; "" if nothing.

    `seen` is the key of the last step the page showed; None if it does not say.
    """
    if seen is None:
        return ""
    newer = suggestion.history.filter(event__in=STEPS_OF_SCREENING, pk__gt=seen)
    return last_word(suggestion) if newer.exclude(by=person).exists() else ""


def last_word(suggestion: Suggestion) -> str:
    """Who was first, when, and what they did."""
    steps = suggestion.history.filter(event__in=STEPS_OF_SCREENING).select_related("by")
    last = steps.order_by("-pk").first()
    if last is None:
        return _("It has moved on: someone else was first, or this step does not fit.")
    said = _("Nothing was done. Someone was first: {who}, {when}: {step}.")
    step = last.step
    if last.event == "classified":
        step = f"{step} – {Classification(last.after).label}"
    when = timezone.localtime(last.at).strftime("%H:%M:%S")
    return said.format(who=last.by or "–", when=when, step=step)


def sealed_for(suggestion: Suggestion) -> str:
    """The words for which the portal took it for a report before anybody had looked; "" if
    somebody says that it is one, or it is none.
    """
    if suggestion.classification != Classification.REPORT:
        return ""
    last = suggestion.history.filter(event=Event.CLASSIFIED).order_by("-pk").first()
    return last.internal_note if last is not None and last.by_id is None else ""


def texts_of(suggestion: Suggestion) -> dict[str, Any]:
    """For the page: the texts with listed words marked, and what publishing will mask."""
    words = words_of(suggestion)
    _shown, counts = public_words(words)
    hold = Hold.objects.filter(suggestion=suggestion, released_at__isnull=True).first()
    return {
        "hold": hold,
        "title_pieces": marked(words.title) if hold else [(words.title, None)],
        "problem_pieces": marked(words.problem) if hold else [(words.problem, None)],
        "proposal_pieces": marked(words.proposal) if hold else [(words.proposal, None)],
        "to_mask": sorted(counts.items()),
    }
