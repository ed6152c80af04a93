"""The address where a browser fetches what to compute."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.abuse import proof


@never_cache
@require_GET
def challenge(request: HttpRequest) -> JsonResponse:
    """A fresh proof-of-work challenge as JSON; asking sets no cookie and starts no session."""
    return JsonResponse(proof.challenge())
