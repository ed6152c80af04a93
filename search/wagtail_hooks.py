"""Wagtail's hooks for search: it looks for them in this file only."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from portal.organisation.menu import INSIGHT_SECTION
from search import staff
from search.asked import report
from search.hot_issues import views as hot_issues
from search.repeats import verdicts
from search.vocabulary import admin as vocabulary_admin

hooks.register("register_admin_menu_item", staff.menu_item)
hooks.register("register_admin_menu_item", verdicts.section)
hooks.register(INSIGHT_SECTION, verdicts.menu_item)
hooks.register(INSIGHT_SECTION, hot_issues.menu_item)
hooks.register("register_reports_menu_item", report.menu_item)

# before any screen asks for one: Wagtail would make and keep a policy of its own
vocabulary_admin.register_policies()


@hooks.register("register_admin_viewset")
def register_search_words() -> vocabulary_admin.SearchWordsGroup:
    """The screens for synonyms and picks."""
    return vocabulary_admin.SearchWordsGroup()


@hooks.register("register_admin_urls")
def register_report() -> list[URLPattern]:
    """The report of searches below /admin/."""
    return [path("searches/", report.asked_queries, name="asked_queries")]


@hooks.register("register_admin_urls")
def register_staff_search() -> list[URLPattern]:
    """The staff's search below /admin/."""
    return [path("find/", staff.staff_search, name="staff_search")]


@hooks.register("register_admin_urls")
def register_overviews() -> list[URLPattern | URLResolver]:
    """What was said before, what many say now, and where a suggestion may belong."""
    return [
        path("said-before/", include("search.repeats.urls")),
        path("hot-issues/", include("search.hot_issues.urls")),
        path("routing/", include("search.routing.urls")),
        path("experts-for/", include("search.experts.urls")),
    ]
