"""Forgetting: what goes from commendations when an author's data are erased."""

from django.core.files.storage import Storage
from django.db import transaction

from suggestions.commendation.certificate import Certificate
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.steps import AwardKind
from suggestions.suggestion import Suggestion


def forget_author(suggestion: Suggestion) -> int:
    """Take the author of `suggestion` out of every list; returns how many they stood on.

    The place on the list stays as "a citizen", with the figures; name, account, the words of
    the nomination and the certificate with its code go, its files on commit. Called inside
    the transaction that erases.
    """
    rows = Nominee.objects.filter(kind=AwardKind.AUTHOR, grounds=suggestion)
    keys = list(rows.values_list("pk", flat=True))
    for certificate in Certificate.objects.filter(nominee__in=keys):
        for field in (certificate.picture, certificate.document):
            if field.name:
                _delete_on_commit(field.storage, field.name)
        certificate.delete()
    return Nominee.objects.filter(pk__in=keys).update(name="", person=None, reason="")


def _delete_on_commit(storage: Storage, name: str) -> None:
    transaction.on_commit(lambda: storage.delete(name), robust=True)
