"""What happens when a regulation goes live, changes its address or disappears."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.regulations.articles import Article, keep_articles
from portal.regulations.pages import RegulationPage
from portal.regulations.versions import settle_law


@receiver(page_published, sender=RegulationPage)
def keep_rows(instance: RegulationPage, **kwargs: Any) -> None:
    """Derive the articles of the text that went live, and settle which version is in force."""
    keep_articles(instance)
    settle_law(instance.law_key, on=timezone.localdate())


@receiver(page_unpublished, sender=RegulationPage)
def announce_regulation(instance: RegulationPage, **kwargs: Any) -> None:
    """Tell that a regulation is gone from the site."""
    Article.objects.filter(regulation=instance.pk).announce()


@receiver([page_slug_changed, post_page_move])
def announce_below(instance: Page, **kwargs: Any) -> None:
    """Tell that addresses changed: a page's own, or that of one above."""
    Article.objects.below(instance).announce()


@receiver([post_save, pre_delete], sender=PageViewRestriction)
def announce_restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Tell that pages became private or public."""
    Article.objects.below(instance.page).announce()
