"""The interface for other systems, version 1, below /api/v1/.

Each part has a router (`whole.py` puts them together); public reading comes beside these two.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, NinjaAPI, Query, Router, Schema
from ninja.errors import HttpError, ValidationError
from ninja.responses import Response

from suggestions.api.access import KeyAuth
from suggestions.api.idempotency import HEADER
from suggestions.api.key import Scope
from suggestions.api.problems import CONTENT_TYPE, Problem, answer_to, of_request
from suggestions.api.schemas import ListOut, ProblemOut, ReceiptOut, StatusOut, SuggestionIn
from suggestions.api.status import MOST, PAGE, listed, status_of
from suggestions.api.submitting import hand_in

VERSION = "1.0.0"
REPLAYED = "Idempotent-Replayed"
JSON = "application/json"
REFUSALS: dict[int, type[Schema]] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), ProblemOut)
NOT_ALLOWED = 405
LARGEST_KEY = 2**63 - 1
KEY_PARAMETER = {
    "parameters": [
        {
            "in": "header",
            "name": HEADER,
            "required": True,
            "schema": {"type": "string", "pattern": r"^[A-Za-z0-9._:\-]{1,64}$"},
        }
    ]
}
"""The header of every request that makes something, for the description."""


class Interface(NinjaAPI):
    """The interface; its description names the media type that refusals really have."""

    @property
    def urls(self) -> Any:
        """Its addresses; a method that one of them does not know is a problem like any other."""
        addresses, *names = super().urls
        for address in addresses:
            if address.callback:
                address.callback = _telling_methods(address.callback)
        return addresses, *names

    def get_openapi_schema(self, **how: Any) -> Any:
        """The description."""
        schema = super().get_openapi_schema(**how)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    content = answer.get("content", {})
                    if int(status) in REFUSALS and JSON in content:
                        content[CONTENT_TYPE] = content.pop(JSON)
        return schema


def _telling_methods(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != NOT_ALLOWED:
            return response
        refusal = answer_to(request, Problem("wrong_method"))
        refusal["Allow"] = ", ".join(sorted(response["Allow"].split(", ")))
        return refusal

    return asked


api = Interface(
    title="Golden Ideas 金点子",
    version=VERSION,
    urls_namespace="api",
    docs_url=None,
    description="What other systems hand in and ask. docs/api.md tells how to get a key.",
)
suggestions = Router(tags=["suggestions"])


class After(Schema):
    """Where a list goes on."""

    after: int = Field(0, ge=0, le=LARGEST_KEY)
    limit: int = Field(PAGE, ge=1, le=MOST)


def answered(answer: dict[str, Any], *, replayed: bool) -> HttpResponse:
    """201 with `answer`, marked if it is that of an earlier request."""
    headers = {REPLAYED: "true"} if replayed else {}
    return Response(answer, status=201, headers=headers)


@suggestions.post(
    "/suggestions",
    auth=KeyAuth(Scope.SUBMIT),
    response={201: ReceiptOut, **REFUSALS},
    openapi_extra=KEY_PARAMETER,
    summary="Hand in a suggestion",
)
def post_suggestion(request: HttpRequest, said: SuggestionIn) -> HttpResponse:
    """Hands in one suggestion for its author; the same request again gets the same receipt."""
    answer, replayed = hand_in(request, said, request.auth, at=timezone.now())  # type: ignore[attr-defined]
    return answered(answer, replayed=replayed)


@suggestions.get(
    "/suggestions",
    auth=KeyAuth(Scope.READ_STATUS),
    response={200: ListOut, **REFUSALS},
    summary="List own suggestions",
)
def get_suggestions(request: HttpRequest, query: Query[After]) -> dict[str, Any]:
    """What this system handed in, in the order it came."""
    return listed(request.auth, after=query.after, limit=query.limit)  # type: ignore[attr-defined]


@suggestions.get(
    "/suggestions/{receipt}",
    auth=KeyAuth(Scope.READ_STATUS),
    response={200: StatusOut, **REFUSALS},
    summary="Where one stands",
)
def get_suggestion(request: HttpRequest, receipt: str) -> dict[str, Any]:
    """One own suggestion with the steps its author may read."""
    return status_of(receipt, request.auth)  # type: ignore[attr-defined]


@api.exception_handler(Problem)
def tell_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A refusal of ours."""
    return answer_to(request, problem)


@api.exception_handler(ValidationError)
def tell_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that does not fit the description."""
    return answer_to(request, of_request(error.errors))


@api.exception_handler(HttpError)
def tell_unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that cannot be read."""
    return answer_to(request, Problem("unreadable"))


@api.exception_handler(Http404)
def tell_not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing there."""
    return answer_to(request, Problem("not_found"))
