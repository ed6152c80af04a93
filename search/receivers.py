"""What hears that something findable has changed: it writes the outbox and wakes the task."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from campaigns.pages import CampaignPage
from portal.models import Area, Topic, Unit
from portal.signals import rows_changed
from search.indexing.outbox import enqueue
from search.items import Key, Kind
from search.sources.registry import SOURCES, source_of
from search.tasks import ship
from suggestions.duties.sight import part_of
from suggestions.models import Suggestion

OF_DRAFTS = {
    "draft_title", "expire_at", "expired", "go_live_at", "has_unpublished_changes",
    "latest_revision", "latest_revision_created_at", "locked", "locked_at", "locked_by",
}  # fmt: skip
"""Fields of a page that change without anything changing in public."""

SHOWING: dict[type[Model], list[tuple[type[Model], Callable[[Any], Q]]]] = {
    Topic: [
        (Suggestion, lambda topic: Q(topic__path__startswith=topic.path)),
        (CampaignPage, lambda topic: Q(topics__path__startswith=topic.path)),
    ],
    Area: [(Suggestion, lambda area: Q(area__path__startswith=area.path))],
    Unit: [
        (Suggestion, lambda unit: Q(unit=unit)),
        (CampaignPage, lambda unit: Q(organiser=unit)),
    ],
}
"""Which rows show a topic or area, as what they are of or as what that is below, or a unit."""


def connect() -> None:
    """Listen to the models of all sources and to what their items show of other models."""
    for source in SOURCES.values():
        post_save.connect(row_saved, sender=source.model, dispatch_uid=f"search-{source.kind}")
        post_delete.connect(row_gone, sender=source.model, dispatch_uid=f"search-{source.kind}")
    rows_changed.connect(rows_told, dispatch_uid="search")
    for model in (Topic, Area, Unit):
        post_save.connect(name_saved, sender=model, dispatch_uid="search-names")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(page_moved, dispatch_uid="search-moved")
    for signal in (post_save, post_delete):
        signal.connect(restriction_set, sender=PageViewRestriction, dispatch_uid="search-private")


def row_saved(sender: type[Model], instance: Model, **signal: Any) -> None:
    """One row was stored. Drafts of pages are nobody's business."""
    fields = signal.get("update_fields")
    if signal.get("raw") or (fields and set(fields) <= OF_DRAFTS):
        return
    _tell(sender, [instance.pk])


def row_gone(sender: type[Model], instance: Model, **signal: Any) -> None:
    """One row was deleted."""
    _tell(sender, [instance.pk])


def rows_told(model: type[Model], keys: list[int], **signal: Any) -> None:
    """Many rows were stored or deleted at once."""
    _tell(model, keys)


def name_saved(sender: type[Model], instance: Any, created: bool, **signal: Any) -> None:
    """A topic, area or unit was renamed or recoded; what shows it follows.

    A new unit pushes those after it to other places of the tree, by which staff search
    filters; treebeard tells nobody.
    """
    if not created:
        for model, shown in SHOWING[sender]:
            _tell_of(model, shown(instance))
    elif sender is Unit:
        _tell_of(Suggestion, _later(instance, "unit"))
        _tell_of(Suggestion, part_of(lambda way: _later(instance, way)))


def _later(unit: Unit, way: str) -> Q:
    """That the unit at the end of `way` stands after `unit` below the same parent."""
    siblings = unit.path[: -Unit.steplen]
    return Q(**{f"{way}__path__startswith": siblings, f"{way}__path__gt": unit.path})


def page_moved(instance: Page, **signal: Any) -> None:
    """Addresses changed: the page's own and those below. Other pages tell it themselves."""
    campaigns = CampaignPage.objects.descendant_of(instance, inclusive=True)
    _queue(Key(Kind.CAMPAIGN, row) for row in campaigns.values_list("pk", flat=True))


def restriction_set(instance: PageViewRestriction, **signal: Any) -> None:
    """Pages became private or public."""
    page_moved(instance.page)


def wake() -> None:
    """Have the outbox emptied."""
    ship.delay()


def _tell(model: type[Model], keys: Iterable[int]) -> None:
    source = source_of(model)
    if source is not None:
        _queue(Key(source.kind, row) for row in keys)


def _tell_of(model: type[Model], which: Q) -> None:
    rows: QuerySet[Model] = QuerySet(model).filter(which).order_by()
    _tell(model, rows.values_list("pk", flat=True).iterator())


def _queue(keys: Iterable[Key]) -> None:
    """Write the entries and wake the task once, however many rows a transaction changes."""
    with transaction.atomic():
        if not enqueue(keys):
            return
        if not any(waiting[1] is wake for waiting in connection.run_on_commit):
            # a queue that is out of reach is logged: the entries wait for the next run
            transaction.on_commit(wake, robust=True)
