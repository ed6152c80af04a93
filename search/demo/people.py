"""The people of the demo: one for each role, and some who write suggestions."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from portal.accounts.demo import DEMO_DOMAIN, DEMO_PASSWORD
from portal.accounts.user import User
from portal.organisation.membership import Role, appoint
from search.demo.city import City
from search.demo.reading import text_file

IN_OFFICE_FOR = timedelta(days=400)


def build_people(city: City) -> None:
    """Make the accounts, all with the one password, and give them their roles."""
    # Hashed once: seventeen slow hashes of the same word would only make everyone wait.
    sealed = make_password(DEMO_PASSWORD)
    for fields in text_file("people")["person"]:
        city.people[fields["username"]] = _person(city, fields, sealed)


def _person(city: City, fields: dict[str, Any], sealed: str) -> User:
    since = city.today - IN_OFFICE_FOR
    person = User.objects.create(
        username=fields["username"],
        name=fields["name"],
        email=f"{fields['username']}@{DEMO_DOMAIN}",
        password=sealed,
        date_joined=since,
        verified_at=since if fields.get("verified") else None,
    )
    for role, unit in fields.get("roles", []):
        appoint(person, Role(role), city.units[unit], starts_on=timezone.localdate(since))
    return person


def accounts() -> list[tuple[str, str, str]]:
    """Username, name and what to try, for each account that is meant to be tried."""
    people = text_file("people")["person"]
    return [(one["username"], one["name"], one["tries"]) for one in people if "tries" in one]
