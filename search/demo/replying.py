"""What the demo's offices reply, who checks it, and how the authors rate it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.accounts.contact import ContactDetails, keep_contact
from search.demo.city import City
from search.demo.clock import as_of
from search.demo.reading import text_file
from suggestions.rating.asking import Asking, CallResult
from suggestions.rating.calling import CALL_AGAIN_AFTER, note_answers, note_attempt, take_call
from suggestions.rating.rating_door import rate
from suggestions.replies.approving import approve
from suggestions.replies.checking import check
from suggestions.replies.drafting import DraftWords, begin, save, submit
from suggestions.replies.reply import Reply, ReplyKind
from suggestions.replies.sending import send
from suggestions.replies.template import ReplyTemplate
from suggestions.states import State
from suggestions.suggestion import Suggestion


def reply(city: City) -> None:
    """Templates, replies of every kind, a call-back queue, and ratings high and low."""
    told = text_file("replies")
    for fields in told["template"]:
        ReplyTemplate.objects.create(**{**fields, "text": fields["text"].strip()})
    for fields in told["reply"]:
        suggestion = Suggestion.objects.get(pk=city.suggestions[fields["key"]].pk)
        if "text" in fields and suggestion.state == State.ACCEPTED:
            _write(city, suggestion, fields)
        if "checked" in fields:
            _check(city, suggestion, fields)
        if "rated" in fields:
            _rate(city, suggestion, fields)
        if "called" in fields:
            _call(city, suggestion, fields)


def _write(city: City, suggestion: Suggestion, told: dict[str, Any]) -> None:
    """Drafted by the handler; sent, with the review before its release, if a day is told."""
    handler = city.people["handler"]
    if "phone" in told and suggestion.contact is None:
        suggestion.contact = keep_contact(ContactDetails(phone=told["phone"]))
        suggestion.save(update_fields=["contact"])
    kind = ReplyKind.INTERIM if told.get("interim") else ReplyKind.FINAL
    with as_of(city.past(told.get("sent", -1) - 1, "11:20")) as at:
        draft = begin(suggestion, by=handler, at=at, kind=kind)
        words = DraftWords(
            text=told["text"],
            kind=kind,
            committed_on=timezone.localdate(city.today) + timedelta(days=told["committed"])
            if "committed" in told
            else None,
        )
        row = submit(save(draft, words, revision=1, by=handler, at=at), by=handler, at=at)
    if "sent" in told:
        _send(city, row, told["sent"])


def _send(city: City, row: Reply, day: int) -> None:
    """The office has one person for it: the approval says so."""
    with as_of(city.past(day, "15:05")) as at:
        handler = city.people["handler"]
        approved = approve(row, reviewed=True, note="", by=handler, at=at)
        send(approved, by=handler, at=at)


def _check(city: City, suggestion: Suggestion, told: dict[str, Any]) -> None:
    with as_of(city.past(told["checked"], "10:30")) as at:
        check(suggestion, True, by=city.people["supervisor"], at=at)


def _rate(city: City, suggestion: Suggestion, told: dict[str, Any]) -> None:
    """The author by the link."""
    with as_of(city.past(told["rated"], "21:15")) as at:
        marks = {name: told[name] for name in ("answered", "done", "comment")}
        rate(Asking.objects.get(suggestion=suggestion), **marks, by=None, at=at)


def _call(city: City, suggestion: Suggestion, told: dict[str, Any]) -> None:
    """Called by the supervisor, who had no hand in the reply; at the second try."""
    caller, asking = city.people["supervisor"], Asking.objects.get(suggestion=suggestion)
    first = city.past(told["called"], "09:40")
    with as_of(first):
        take_call(asking, by=caller, at=first)
        note_attempt(asking, CallResult.NO_ANSWER, by=caller, at=first)
    with as_of(max(first + CALL_AGAIN_AFTER, city.past(told["called"] + 1, "10:20"))) as at:
        take_call(asking, by=caller, at=at)
        marks = {name: told[name] for name in ("answered", "done", "comment")}
        note_answers(asking, **marks, by=caller, at=at)
