"""The pages of hot issues in the admin: list, one issue, and the list as a file."""

import csv
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.user import User
from portal.accounts.views import acting_user
from portal.organisation.menu import OpenTo
from portal.spreadsheets.writing import safe_cell
from search.hot_issues.shown import Issue, issues_for, latest, members_for
from search.repeats.verdicts import may_oversee

PAGE_SIZE = 30
MENU_ORDER = 241


def menu_item() -> OpenTo:
    """Where the page stands in the menu."""
    return OpenTo(
        gettext_lazy("Hot issues"),
        reverse("hot_issues:list"),
        name="hot-issues",
        icon_name="group",
        order=MENU_ORDER,
        may=may_oversee,
    )


@require_safe
@never_cache
def list_page(request: HttpRequest) -> HttpResponse:
    """The issues of last night, as far as the person's rows go."""
    context = _context(request)
    page = Paginator(context.pop("issues"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "search/hot_issues/list.html", context | {"page": page})


@require_safe
@never_cache
def issue_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue with those of its suggestions that the person may see; else 404."""
    context = _context(request, key=pk)
    if not context["issues"]:
        raise Http404
    members = members_for(_overseer(request), pk, on=localdate())
    page = Paginator(members, PAGE_SIZE).get_page(request.GET.get("page"))
    context |= {"issue": context["issues"][0], "page": page, "page_title": _("Hot issue")}
    return render(request, "search/hot_issues/issue.html", context)


@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """The list as CSV; a byte-order mark tells Excel the encoding."""
    issues: list[Issue] = _context(request)["issues"]
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="hot-issues-{localdate()}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    names = [
        _("Issue"),
        _("Shared words"),
        _("This period"),
        _("Before"),
        _("Difference"),
        _("Places"),
    ]
    writer.writerow(names)
    for issue in issues:
        writer.writerow(_cells(issue))
    return answer


def _cells(issue: Issue) -> list[str | int]:
    places = " ".join(f"{name} {number}" for name, number in issue.places)
    title, words, where = map(safe_cell, (issue.title, " ".join(issue.words), places))
    return [title, words, issue.now, issue.before, issue.now - issue.before, where]


def _overseer(request: HttpRequest) -> User:
    user = acting_user(request)
    if not may_oversee(user):
        raise PermissionDenied
    return user


def _context(request: HttpRequest, *, key: int = 0) -> dict[str, Any]:
    user, grouping = _overseer(request), latest()
    return {
        "grouping": grouping,
        "issues": issues_for(user, grouping, on=localdate(), key=key) if grouping else [],
        "days": settings.HOT_ISSUE_DAYS,
        "page_title": _("Hot issues"),
        "header_icon": "group",
    }
