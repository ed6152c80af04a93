"""Messages: the words of a notice, in Chinese and then in English."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from suggestions.intake.cleaning import clean_text
from suggestions.intake.receipts import tracking_code
from suggestions.outgoing.stopping import stop_link
from suggestions.rating.asking import Asking
from suggestions.rating.tokens import path_for, short_code
from suggestions.repeats.link import Link
from suggestions.review.letters.letter import Letter
from suggestions.states import Classification

if TYPE_CHECKING:
    from suggestions.history import Entry

LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True)
class Message:
    """What is mailed."""

    subject: str
    text: str


def message_about(entry: "Entry") -> Message:
    """The mail about one history entry; the first one carries the tracking code."""
    return message_of([entry])


def message_of(entries: Sequence["Entry"]) -> Message:
    """The mail about these entries of one author, in the order in which they happened.

    A report against someone is named by its number only.
    """
    context = {
        "all": [_news(entry) for entry in entries],
        "entry": entries[0],
        "suggestion": entries[0].suggestion,
        "count": len(entries),
        "url": settings.WAGTAILADMIN_BASE_URL + reverse("suggestions:track"),
        "stop_url": stop_link(entries[0].suggestion),
    }
    subjects = [_in(language, "suggestions/mail/subject.txt", context) for language in LANGUAGES]
    texts = [_in(language, "suggestions/mail/notice.txt", context) for language in LANGUAGES]
    subject = " / ".join(" ".join(part.split()) for part in subjects)
    return Message(subject, "\n\n".join(clean_text(part) for part in texts) + "\n")


def _news(entry: "Entry") -> dict[str, object]:
    """What one entry says, for the template."""
    suggestion = entry.suggestion
    first = entry.event == "submitted"
    return {
        "entry": entry,
        "suggestion": suggestion,
        "sealed": suggestion.classification == Classification.REPORT,
        "code": tracking_code(suggestion.submission_key) if first else "",
        "answered": _answered(entry),
        "letter": Letter.objects.filter(entry=entry).first(),
        "rating": _rating(entry),
    }


def _answered(entry: "Entry") -> dict[str, str]:
    """The earlier suggestion that `entry` says was answered, if anybody may still see it and
    the author of the later one may still hear of it.
    """
    link = Link.objects.to_hear().select_related("earlier").filter(told=entry).first()
    if link is None:
        return {}
    url = settings.WAGTAILADMIN_BASE_URL + link.earlier.get_absolute_url()
    return {"title": link.earlier.title, "url": url}


def _rating(entry: "Entry") -> dict[str, object]:
    """Where to rate, by when and with which code, if that is what `entry` asks for."""
    if entry.event != "rate_asked":
        return {}
    asking = Asking.objects.filter(entry=entry, closed_at__isnull=True).first()
    if asking is None:
        return {}
    url = settings.WAGTAILADMIN_BASE_URL + path_for(asking)
    return {"url": url, "code": short_code(asking), "until": asking.due_at}


def _in(language: str, template: str, context: dict[str, object]) -> str:
    with translation.override(language):
        return render_to_string(template, context)
