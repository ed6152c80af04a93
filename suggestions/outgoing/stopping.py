"""Stopping: the signed link in mails behind which authors say that they wish to hear less."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from suggestions.suggestion import Suggestion

SALT = "suggestions.outgoing.stop"


def stop_link(suggestion: Suggestion) -> str:
    """The link for the author of `suggestion`; it holds for as long as the suggestion is kept."""
    token = signing.Signer(salt=SALT).sign_object(suggestion.submission_key.hex)
    return settings.WAGTAILADMIN_BASE_URL + reverse("suggestions:hear_less", args=[token])


def suggestion_behind(token: str) -> Suggestion | None:
    """The suggestion whose author was sent this link; None if it was made up or broken."""
    try:
        key = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    rows = Suggestion.objects.select_related("author", "campaign")
    return rows.filter(submission_key=key).first()
