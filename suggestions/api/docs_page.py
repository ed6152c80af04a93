"""The description of the interface as a page: no script, nothing from elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from suggestions.api.problems import TEXTS
from suggestions.api.whole import api


@require_safe
def docs_page(request: HttpRequest) -> HttpResponse:
    """Every address with its fields and answers, from the machine-readable description."""
    schema = api.get_openapi_schema()
    context = {
        "version": schema["info"]["version"],
        "operations": list(_operations(schema)),
        "schemas": _schemas(schema),
        "problems": [(code, status, text) for code, (status, text) in TEXTS.items()],
        "openapi": reverse("api:openapi-json"),
    }
    return render(request, "suggestions/api/docs.html", context)


def _operations(schema: Any) -> Any:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {}).get("content", {})
            sent = body.get("application/json", {}).get("schema", {}).get("$ref", "")
            yield {
                "path": path,
                "method": method.upper(),
                "summary": operation["summary"],
                "description": operation.get("description", ""),
                "parameters": operation.get("parameters", []),
                "body": sent.rpartition("/")[2],
                "statuses": sorted(operation["responses"]),
            }


def _schemas(schema: Any) -> list[dict[str, Any]]:
    """The objects with their fields: name, kind, whether it must be there, longest, what it is."""
    found = []
    for name, about in schema["components"]["schemas"].items():
        required = set(about.get("required", []))
        fields = [
            {
                "name": field,
                "kind": _kind(said),
                "required": field in required,
                "longest": said.get("maxLength", ""),
                "description": said.get("description", ""),
            }
            for field, said in about.get("properties", {}).items()
        ]
        if fields:
            found.append({"name": name, "fields": fields})
    return found


def _kind(said: dict[str, Any]) -> str:
    """The type of a field in a word or two."""
    for key in ("anyOf", "allOf"):
        if key in said:
            return " / ".join(_kind(one) for one in said[key])
    if "$ref" in said:
        return str(said["$ref"].rpartition("/")[2])
    kind = str(said.get("format") or said.get("type", ""))
    return f"{kind}: {_kind(said['items'])}" if kind == "array" else kind
