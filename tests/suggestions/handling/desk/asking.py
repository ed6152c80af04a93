"""What the tests of the screening desk share: addresses, steps, and what a page says."""

from html import unescape

from django.urls import reverse

from suggestions.intake.consents import ConsentKind
from suggestions.models import Suggestion

AGREED = frozenset({ConsentKind.PRIVACY, ConsentKind.PUBLISH})

POSTS = {
    "contact": {},
    "classify": {"classification": "claim"},
    "publish": {},
    "hide": {},
    "correct": {"title": "改了的题目", "problem": "改", "internal_note": "改"},
}
STEPS = ["accept", "return", "answer", "refer", "decline", "back"]


def url(name, suggestion, *more):
    return reverse(f"handling:{name}", args=[suggestion.receipt, *more])


def text_of(response):
    return unescape(response.content.decode())


def state_of_everything():
    rows = Suggestion.objects.order_by("pk")
    return list(rows.values("state", "classification", "title", "public_since", "version"))
