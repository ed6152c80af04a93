"""Messages: the words of a notice, in Chinese and then in English."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.accounts.contact import Purpose, read_contact
from suggestions.intake.cleaning import clean_text
from suggestions.intake.receipts import tracking_code
from suggestions.rating.asking import Asking
from suggestions.rating.tokens import path_for, short_code
from suggestions.repeats.link import Link
from suggestions.review.letters.letter import Letter
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

if TYPE_CHECKING:
    from suggestions.history import Entry

LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True)
class Message:
    """What is mailed."""

    subject: str
    text: str


def address_of(suggestion: Suggestion) -> str:
    """Where the author gets mail: as left with the suggestion, else the account's; or ""."""
    if suggestion.contact:
        details = read_contact(suggestion.contact, by=None, purpose=Purpose.NOTIFY)
        if details.email:
            return details.email
    return suggestion.author.email if suggestion.author else ""


def message_about(entry: "Entry") -> Message:
    """The mail about one history entry; the first one carries the tracking code.

    A report against someone is named by its number only.
    """
    suggestion = entry.suggestion
    first = entry.event == "submitted"
    context = {
        "entry": entry,
        "suggestion": suggestion,
        "sealed": suggestion.classification == Classification.REPORT,
        "code": tracking_code(suggestion.submission_key) if first else "",
        "url": settings.WAGTAILADMIN_BASE_URL + reverse("suggestions:track"),
        "answered": _answered(entry),
        "letter": Letter.objects.filter(entry=entry).first(),
        "rating": _rating(entry),
    }
    subjects = [_in(language, "suggestions/mail/subject.txt", context) for language in LANGUAGES]
    texts = [_in(language, "suggestions/mail/notice.txt", context) for language in LANGUAGES]
    subject = " / ".join(" ".join(part.split()) for part in subjects)
    return Message(subject, "\n\n".join(clean_text(part) for part in texts) + "\n")


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
