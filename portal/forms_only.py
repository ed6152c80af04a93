"""An address that only takes forms, opened by itself: a page says so instead of an empty one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render


class FormsOnlyMiddleware:
    """Gives the answer 405 words, for people: after a sign-in that came in between a form's
    sending, a browser asks for the form's address and would show nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the next layer, or the page with the same status and header Allow."""
        answer = self.get_response(request)
        is_for_people = request.method == "GET" and request.accepts("text/html")
        if not (is_for_people and isinstance(answer, HttpResponseNotAllowed)) or answer.content:
            return answer
        page = render(request, "405.html", status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page
