"""What the office does with the demo's suggestions before a panel sees them."""

from collections.abc import Callable

from search.demo.city import City
from search.demo.clock import as_of
from search.demo.intake import Told
from suggestions.handling import screening
from suggestions.handling.channels.legal_channel import LegalChannel
from suggestions.handling.publication import obstacle_to, publish
from suggestions.history import move
from suggestions.intake.afterwards import complete, withdraw
from suggestions.revision import Words
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

Fate = Callable[[City, Told, Suggestion], None]

SCREENED_AFTER, ANSWERED_AFTER, CLOSED_AFTER = 1, 6, 16
"""Days after the suggestion came in."""


def screen(city: City, told: Told) -> None:
    """Do with a suggestion what its fate asks for."""
    FATES.get(told["fate"], _accept)(city, told, city.suggestions[told["key"]])


def _leave(city: City, told: Told, suggestion: Suggestion) -> None:
    """Nobody has looked at it yet."""


def _accept(city: City, told: Told, suggestion: Suggestion) -> None:
    """Taken up, and shown where the author agreed."""
    with as_of(city.past(told["day"] + SCREENED_AFTER)) as at:
        screening.accept(suggestion, by=city.people["handler"])
        if obstacle_to(suggestion) is None:
            publish(suggestion, by=city.people["handler"], at=at)


def _sent_away(step: Callable[..., object]) -> Fate:
    """Screened with a word to the author."""

    def fate(city: City, told: Told, suggestion: Suggestion) -> None:
        with as_of(city.past(told["day"] + SCREENED_AFTER)):
            step(suggestion, by=city.people["handler"], note=told["note"])

    return fate


def _refer(city: City, told: Told, suggestion: Suggestion) -> None:
    """Sent where it belongs: claims to a legal channel by name, the rest by a word."""
    named = LegalChannel.objects.filter(name=told.get("legal", "")).first()
    with as_of(city.past(told["day"] + SCREENED_AFTER)):
        screening.refer(suggestion, by=city.people["handler"], note=told["note"], channel=named)


def _answer(city: City, told: Told, suggestion: Suggestion) -> None:
    """A question is answered at once, a suggestion after it was taken up."""
    if suggestion.classification == Classification.SUGGESTION:
        _accept(city, told, suggestion)
    with as_of(city.past(told["day"] + ANSWERED_AFTER, "15:40")):
        screening.answer(suggestion, by=city.people["handler"], note=told["note"])


def _close(city: City, told: Told, suggestion: Suggestion) -> None:
    """Answered and done; what a panel decides is closed after its decision."""
    if "reviews" in told:
        _accept(city, told, suggestion)
        return
    _answer(city, told, suggestion)
    with as_of(city.past(told["day"] + CLOSED_AFTER, "16:05")):
        move(suggestion, State.CLOSED, by=city.people["handler"], note=told["closing"])


def _withdraw(city: City, told: Told, suggestion: Suggestion) -> None:
    """Taken back by its author, here before a panel has it."""
    _accept(city, told, suggestion)
    if not told.get("withdrawn_in_review"):
        with as_of(city.past(told["day"] + ANSWERED_AFTER, "20:30")):
            withdraw(suggestion, by=None, note=told["note"])


def _complete(city: City, told: Told, suggestion: Suggestion) -> None:
    """Returned, completed by the author, and then taken up."""
    with as_of(city.past(told["day"] + SCREENED_AFTER)):
        screening.return_for_completion(suggestion, by=city.people["handler"], note=told["note"])
    words = Words(suggestion.title, suggestion.problem, told["completion"], suggestion.place)
    with as_of(city.past(told["day"] + 2, "21:10")):
        complete(suggestion, words, by=None)
    _accept(city, told | {"day": told["day"] + 2}, suggestion)


FATES: dict[str, Fate] = {
    "received": _leave,
    "returned": _sent_away(screening.return_for_completion),
    "referred": _refer,
    "declined": _sent_away(screening.decline),
    "answered": _answer,
    "closed": _close,
    "withdrawn": _withdraw,
    "completed": _complete,
}
"""Whatever else becomes of a suggestion, it is taken up first."""
