"""Handing in the demo's suggestions, one by one, as their authors and clerks would."""

import uuid
from typing import Any

from portal.accounts.contact import ContactDetails
from search.demo.city import City
from search.demo.clock import as_of
from search.demo.pictures import photograph
from search.demo.reading import text_files
from suggestions.intake.consents import ConsentKind
from suggestions.intake.draft import Draft
from suggestions.intake.files import check_upload
from suggestions.intake.preparing import keep_upload
from suggestions.intake.submission import submit
from suggestions.states import Channel, Classification
from suggestions.suggestion import Suggestion

Told = dict[str, Any]
"""One suggestion as its file tells it."""


def told_suggestions() -> list[Told]:
    """All suggestions of the demo, oldest first."""
    told = [one for file in text_files("suggestions") for one in _with_campaign(file)]
    return sorted(told, key=lambda one: one["day"])


def _with_campaign(file: dict[str, Any]) -> list[Told]:
    return [one | {"campaign": file["campaign"]} for one in file["suggestion"]]


def hand_in(city: City, told: Told) -> Suggestion:
    """Submit one suggestion at its day and hour, with its pictures; it is kept in the city."""
    at = city.past(told["day"], told["clock"])
    draft = _draft(city, told)
    by = city.people["clerk"] if draft.channel == Channel.STATION else draft.author
    with as_of(at):
        for scene in told.get("pictures", []):
            upload = check_upload(photograph(scene))
            keep_upload(upload, form_key=draft.submission_key, at=at)
        suggestion = submit(draft, by=by, at=at).suggestion
    city.suggestions[told["key"]] = suggestion
    return suggestion


def _draft(city: City, told: Told) -> Draft:
    channel = Channel(told.get("channel", "web"))
    from_hotline = channel == Channel.HOTLINE
    return Draft(
        **{name: told.get(name, "").strip() for name in ("title", "problem", "proposal", "place")},
        campaign=city.campaigns[told["campaign"]],
        classification=Classification(told.get("class", "suggestion")),
        topic=city.topics[told["topic"]],
        area=city.areas.get(told.get("area", "")),
        author=city.people.get(told.get("account", "")),
        author_name=told["author"],
        author_shown=told.get("shown", False),
        contact=_contact(told),
        channel=channel,
        transcriber=city.people["clerk"] if channel == Channel.STATION else None,
        station=city.units.get(told.get("station", "")),
        consents=frozenset() if from_hotline else _consents(told),
        under_age=told.get("guardian", False),
        support_count=told.get("support", 0),
        submission_key=uuid.uuid5(uuid.NAMESPACE_URL, f"golden-ideas-demo:{told['key']}"),
    )


def _contact(told: Told) -> ContactDetails:
    """An address that cannot exist, for those who left one."""
    guardian = "许一诺的妈妈" if told.get("guardian") else ""
    email = f"{told['key']}@example.org" if told.get("contact") or guardian else ""
    return ContactDetails(email=email, guardian=guardian)


def _consents(told: Told) -> frozenset[ConsentKind]:
    """What the author agreed to."""
    given = {ConsentKind.PRIVACY, ConsentKind.FORWARD}
    if told.get("publish", True):
        given.add(ConsentKind.PUBLISH)
    if told.get("guardian"):
        given.add(ConsentKind.GUARDIAN)
    return frozenset(given)
