"""Every address of the site, from the URL configuration: nothing is listed by hand."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One route: its full name (or its pattern, if it has none) and what its keys are called."""

    name: str
    route: str
    keys: tuple[str, ...]
    has_name: bool


def all_addresses() -> list[Address]:
    """All routes, in the order in which Django tries them."""
    return list(walk(get_resolver().url_patterns))


def walk(
    patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...] = (), route: str = ""
) -> Iterator[Address]:
    """The routes below `patterns`, with their namespaces and leading parts."""
    for entry in patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from walk(entry.url_patterns, inner, here)
        else:
            name = ":".join([*spaces, entry.name]) if entry.name else here
            keys = tuple(entry.pattern.converters) or tuple(entry.pattern.regex.groupindex)
            yield Address(name, here, keys, bool(entry.name))
