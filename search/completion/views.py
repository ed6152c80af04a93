"""What the search box asks while somebody types."""

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from search.completion.completing import complete

KEPT_FOR = 60
"""Seconds for which browsers and proxies keep an answer; it is the same for everybody."""


@require_safe
def completions(request: HttpRequest) -> JsonResponse:
    """The completions of `q` as {"options": [{"label": …, "kind": …}]}, best first.

    Nothing that is asked here is written down.
    """
    options = complete(request.GET.get("q", ""))
    answer = JsonResponse(
        {"options": [{"label": option.label, "kind": option.kind} for option in options]},
        json_dumps_params={"ensure_ascii": False},
    )
    patch_cache_control(answer, public=True, max_age=KEPT_FOR)
    return answer
