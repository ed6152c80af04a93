"""Every other address below the interface: a problem, not a page for people."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from suggestions.api.problems import Problem, answer_to


@csrf_exempt
def nowhere(request: HttpRequest) -> JsonResponse:
    """There is nothing here, whatever was asked."""
    return answer_to(request, Problem("not_found"))
