"""Sealing: entries get their place in the chain, after the fact and in one order for all.

Writers never wait for each other: they add entries without a place. One sealer at a time,
holding the head's row, numbers what has been committed.
"""

from celery import shared_task
from django.db import connection, transaction

from suggestions.chain.entry import ChainEntry, ChainHead

BATCH = 500
"""Entries sealed in one transaction."""
THE_HEAD = 1


@shared_task
def seal_waiting() -> int:
    """Seal everything that waits; how many entries it were.

    May run twice, at once, or be killed anywhere: a batch is sealed as a whole or not at all.
    """
    sealed = 0
    while ChainEntry.objects.waiting().exists() and (batch := seal_batch()):
        sealed += batch
    return sealed


@transaction.atomic
def seal_batch() -> int:
    """Give up to BATCH waiting entries their place after the head; how many it were."""
    head = locked_head()
    entries = list(ChainEntry.objects.waiting()[:BATCH])
    places = []
    for entry in entries:
        head.sequence += 1
        head.hash = entry.hash_after(head.hash, head.sequence)
        places.append((head.sequence, head.hash, entry.pk))
    if places:
        _place(places)
        head.save()
    return len(entries)


def locked_head() -> ChainHead:
    """The head, locked until the transaction ends; made before the first entry is sealed."""
    ChainHead.objects.get_or_create(pk=THE_HEAD)
    return ChainHead.objects.select_for_update().get(pk=THE_HEAD)


def _place(places: list[tuple[int, str, int]]) -> None:
    """Write the places; raises IntegrityError where one is taken, so that nothing forks."""
    table = connection.ops.quote_name(ChainEntry._meta.db_table)
    statement = f"UPDATE {table} SET sequence = %s, hash = %s WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, places)
