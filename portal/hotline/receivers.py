"""Tells whoever mirrors hotline results that they appeared, changed, moved or disappeared."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.hotline.pages import HotlineResultPage
from portal.signals import changed


@receiver([page_published, page_unpublished], sender=HotlineResultPage)
def announce_result(instance: HotlineResultPage, **kwargs: Any) -> None:
    """A result went live, with its rows, or was taken off the site."""
    changed(HotlineResultPage, [instance.pk])


@receiver([page_slug_changed, post_page_move])
def announce_below(instance: Page, **kwargs: Any) -> None:
    """Addresses changed: a page's own, or that of one above."""
    _announce_all_below(instance)


@receiver([post_save, pre_delete], sender=PageViewRestriction)
def announce_restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Pages became private or public."""
    _announce_all_below(instance.page)


def _announce_all_below(page: Page) -> None:
    keys = list(HotlineResultPage.objects.below(page).values_list("pk", flat=True))
    if keys:
        changed(HotlineResultPage, keys)
