"""Public pages of the log: the roots of all days, one day, and the day's entries."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.paging import window
from suggestions.chain.public.days import as_json, begins_from, with_links
from suggestions.chain.roots import DayRoot, entries_of

PAGE_SIZE = 31
"""Days on a page."""
LIST_SIZE = 366
"""Days in one answer of JSON."""
STRETCH = 2_000
"""Entries read at once."""


@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    """The roots, latest day first, and how to check them."""
    page = window(
        DayRoot.objects.all(),
        ("-day",),
        cursor=request.GET.get("page", ""),
        size=PAGE_SIZE,
    )
    latest = DayRoot.objects.newest_first().first()
    context = {
        "page_of_days": page,
        "latest": latest,
        "latest_begins_from": begins_from(latest) if latest else "",
    }
    return render(request, "suggestions/chain/log.html", context)


@require_safe
def log_days(request: HttpRequest) -> JsonResponse:
    """The roots as JSON, latest first; `earlier` leads to those before."""
    rows = DayRoot.objects.newest_first()
    before = _day(request.GET.get("before", ""))
    if before:
        rows = rows.filter(day__lt=before)
    found = list(rows[: LIST_SIZE + 1])
    shown, is_more = found[:LIST_SIZE], len(found) > LIST_SIZE
    earlier = f"{reverse('suggestions:log_days')}?before={shown[-1].day}" if is_more else None
    return _linked({"days": [as_json(root) for root in shown], "earlier": earlier})


@require_safe
def log_day(request: HttpRequest, day: date) -> JsonResponse:
    """The root of one day as JSON."""
    return _linked(with_links(get_object_or_404(DayRoot, day=day)))


@require_safe
def log_entries(request: HttpRequest, day: date) -> StreamingHttpResponse:
    """A day's entries as text: number, leaf and hash on a line, as `sha256sum` can follow."""
    root = get_object_or_404(DayRoot, day=day)
    answer = StreamingHttpResponse(_lines(root), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="log-{day}.txt"'
    return answer


def _lines(root: DayRoot) -> Iterator[str]:
    """A stretch at a time: a reader who goes away leaves no cursor open."""
    rows = entries_of(root)
    while stretch := list(rows[:STRETCH]):
        yield "".join(f"{entry.sequence} {entry.leaf()} {entry.hash}\n" for entry in stretch)
        rows = rows.filter(sequence__gt=stretch[-1].sequence)


def _linked(said: dict[str, object]) -> JsonResponse:
    """The answer, with the way to earlier days in its head as well (RFC 8288)."""
    answer = JsonResponse(said, json_dumps_params={"indent": 1})
    if said["earlier"]:
        answer["Link"] = f'<{said["earlier"]}>; rel="prev"'
    return answer


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
