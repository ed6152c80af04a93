"""What somebody with the database's password could do, past the portal and its guards."""

from django.db import connection

from suggestions.chain import guards
from suggestions.chain.entry import BEGINNING, ChainEntry, ChainHead


def execute(statement, *values):
    """Run SQL as the owner of the database, the guards taken off for the moment."""
    guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    guards.install(connection)


def chain_anew():
    """Compute every hash and the head again, as somebody would who has changed an entry."""
    previous, sequence = BEGINNING, 0
    for sequence, entry in enumerate(ChainEntry.objects.sealed(), start=1):
        previous = entry.hash_after(previous, sequence)
        execute(
            "UPDATE suggestions_chainentry SET sequence = %s, hash = %s WHERE id = %s",
            sequence,
            previous,
            entry.pk,
        )
    ChainHead.objects.update(sequence=sequence, hash=previous)
