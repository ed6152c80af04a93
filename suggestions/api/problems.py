"""Problems: every refusal as application/problem+json (RFC 9457), in both languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"
TYPE = "urn:golden-ideas:problem:"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
Both = dict[str, str]
"""A text by language code."""

TEXTS: dict[str, tuple[int, Promise]] = {
    "no_key": (401, _("The request carries no key that holds. Send “Authorization: Bearer …”.")),
    "scope": (403, _("The key does not open this: it lacks the scope.")),
    "not_found": (404, _("There is nothing of yours under this number or address.")),
    "wrong_method": (405, _("This address is not asked in this way; see the header Allow.")),
    "no_idempotency_key": (
        400,
        _("Send the header Idempotency-Key: 1 to 64 letters, digits or - _ . : of your choice."),
    ),
    "key_used": (409, _("This idempotency key was used for another request.")),
    "number_used": (409, _("What came under this number before has another content.")),
    "unreadable": (400, _("The body is not JSON in UTF-8 as the description asks for.")),
    "invalid": (422, _("Some fields cannot be used; the list of errors says which and why.")),
    "too_many": (429, _("Too many requests. Please wait as long as Retry-After says.")),
}
"""The status and the sentence of each problem."""
FIELD_TEXTS: dict[str, Promise] = {
    "missing": _("This field is missing."),
    "string_type": _("This must be a text."),
    "string_too_long": _("This text is too long."),
    "string_too_short": _("This text is too short."),
    "enum": _("This is none of the values in the description."),
    "extra_forbidden": _("There is no such field."),
}
"""Sentences for the commonest faults of a request, by what pydantic calls them."""
ANY_FAULT = _("This value does not fit the description.")


class Problem(Exception):
    """A refusal; `code` is a key of TEXTS, `errors` what is wrong by field, in both languages."""

    def __init__(
        self,
        code: str,
        *,
        errors: Mapping[str, Sequence[Both]] | None = None,
        retry_after: int = 0,
    ) -> None:
        """Keep what the answer will say."""
        super().__init__(code)
        self.code, self.errors, self.retry_after = code, errors or {}, retry_after

    @property
    def status(self) -> int:
        """The status of the answer."""
        return TEXTS[self.code][0]


def in_both(text: Promise) -> Both:
    """`text` in each language of the portal."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(text)
    return said


def answer_to(request: HttpRequest, problem: Problem) -> JsonResponse:
    """The answer that tells `problem`: `detail` in the language asked for, `details` in both."""
    _status, text = TEXTS[problem.code]
    body: dict[str, Any] = {
        "type": TYPE + problem.code,
        "title": gettext("The request was refused"),
        "status": problem.status,
        "detail": str(text),
        "details": in_both(text),
        "instance": request.path,
    }
    if problem.errors:
        body["errors"] = [
            {"field": field, "messages": list(messages)}
            for field, messages in problem.errors.items()
        ]
    response = JsonResponse(body, status=problem.status, content_type=CONTENT_TYPE)
    if problem.retry_after:
        response["Retry-After"] = str(problem.retry_after)
    if problem.status == TEXTS["no_key"][0]:
        response["WWW-Authenticate"] = "Bearer"
    return response


def of_request(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """The problem of a request that does not fit the description, from pydantic's list."""
    told: dict[str, list[Both]] = {}
    for error in errors:
        # the place is ("body", name of the argument, field, …)
        place = [str(step) for step in error.get("loc", ())]
        field = ".".join(place[2:] or place[-1:]) or "body"
        told.setdefault(field, []).append(in_both(FIELD_TEXTS.get(error["type"], ANY_FAULT)))
    return Problem("invalid", errors=told)
