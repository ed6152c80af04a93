"""Correcting: new words for a suggestion, looked through like the first ones."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.user import User
from suggestions.handling.publication import keep_fit
from suggestions.revision import Revision, Words, replace
from suggestions.suggestion import Suggestion


@transaction.atomic
def correct(
    suggestion: Suggestion, words: Words, *, by: User | None, internal_note: str = ""
) -> Revision | None:
    """Replace the texts of `suggestion` and keep the earlier ones; `by` is None for the author.

    Of a public one, personal data in the new words is masked, and it leaves the site if they
    have to be looked at first. Returns None, and writes nothing, if the texts are the same.
    """
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    revision = replace(row, words, by=by, internal_note=internal_note)
    if revision is not None:
        keep_fit(row, at=timezone.now())
    for name in (*vars(words), "version", "public_since"):
        setattr(suggestion, name, getattr(row, name))
    return revision
