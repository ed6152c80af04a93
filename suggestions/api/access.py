"""Access: who calls by which key, what the key opens, and how often."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from portal.abuse.address import client_address, household
from portal.abuse.limits import digest, longest_wait
from suggestions.api.key import ApiKey, Scope, key_of
from suggestions.api.problems import Problem


class KeyAuth(HttpBearer):
    """Lets in keys that hold and have the scope; raises Problem for all others."""

    def __init__(self, scope: Scope) -> None:
        """Ask for `scope`."""
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        """The key of the request; one without a key counts as a try as well."""
        return super().__call__(request) or self.authenticate(request, "")

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        """The key that `token` is. Raises Problem."""
        key = key_of(token, at=timezone.now())
        if key is None:
            holder = digest(f"address {household(client_address(request))}")
            _count("no_key", holder)
            raise Problem("no_key")
        _count("key", str(key.pk))
        if self.scope not in key.scopes:
            raise Problem("scope")
        return key


def _count(kind: str, holder: str) -> None:
    """Count one request. Raises Problem if there were too many."""
    if wait := longest_wait("api", kind, holder):
        raise Problem("too_many", retry_after=wait)
