"""Drafting: what another system sends as a draft, its faults told in both languages."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.accounts.contact import ContactDetails
from portal.organisation.area import Area
from portal.organisation.topic import Topic, TopicCode
from suggestions.api.problems import LANGUAGES, Both, Problem, in_both
from suggestions.api.schemas import ContactIn, OrganisationIn, SuggestionIn
from suggestions.api.system import ConnectedSystem
from suggestions.intake.checking import checked
from suggestions.intake.consents import ConsentKind
from suggestions.intake.draft import Draft, key_for_row
from suggestions.joint.fields import OrganisationDetails
from suggestions.joint.suggester import check_credit_code
from suggestions.states import Channel, Classification, SuggesterKind

UNKNOWN_CODE = _("The portal knows no such code.")
FIELDS = {"consents": "agreed", "guardian": "contact.guardian"}
"""What the description calls parts of a draft."""
NO_NUMBER = "key:"
"""Begins the number of what came without one: then the idempotency key stands in for it."""
NO_MAIL = _("This is not an e-mail address.")


def draft_of(said: SuggestionIn, system: ConnectedSystem, *, key: str, at: datetime) -> Draft:
    """The checked draft of a suggestion. Raises Problem with every fault."""
    faults: dict[str, list[Both]] = {}
    number = said.number or f"{NO_NUMBER}{key}"
    draft = Draft(
        campaign=system.campaign,
        unit=system.unit,
        title=said.title,
        problem=said.problem,
        proposal=said.proposal,
        classification=Classification(said.kind),
        topic=found(topic_for(said.topic, system), said.topic, "topic", faults),
        area=found(area_for(said.area), said.area, "area", faults),
        place=said.place,
        author_shown=said.author_shown,
        contact=contact_of(said.contact, faults),
        channel=Channel.API,
        consents=frozenset(ConsentKind(kind) for kind in said.agreed),
        held=True,
        submission_key=key_of(system, number),
        source=system.code,
        source_key=number,
        **_suggester(said, faults),
    )
    return sound(draft, faults, at=at)


def sound(draft: Draft, faults: dict[str, list[Both]], *, at: datetime) -> Draft:
    """`draft` cleaned. Raises Problem with `faults` and what else is wrong, in both languages."""
    refused: dict[str, dict[str, list[str]]] = {}
    clean = draft
    for language in LANGUAGES:
        with override(language):
            try:
                clean = checked(draft, at=at)
            except ValidationError as error:
                refused[language] = error.message_dict
    for field in next(iter(refused.values()), {}):
        told = {language: " ".join(refused[language].get(field, [])) for language in refused}
        faults.setdefault(FIELDS.get(field, field), []).append(told)
    if faults:
        raise Problem("invalid", errors=faults)
    return clean


def key_of(system: ConnectedSystem, number: str) -> uuid.UUID:
    """The submission key of what a system sends under `number`."""
    return key_for_row(system.code, number)


def topic_for(code: str, system: ConnectedSystem) -> Topic | None:
    """The topic that `system` calls `code`, or that has it as our own code; None if neither."""
    if not code:
        return None
    rows = TopicCode.objects.filter(system=system.code, code=code).select_related("topic")
    named = rows.order_by("pk").first()
    return named.topic if named else Topic.objects.filter(code=code).first()


def area_for(code: str) -> Area | None:
    """The area with this division code."""
    return Area.objects.filter(code=code).first() if code else None


def found(row: Any, code: str, field: str, faults: dict[str, list[Both]]) -> Any:
    """`row`; a code without a row becomes a fault of `field`."""
    if code and row is None:
        faults.setdefault(field, []).append(in_both(UNKNOWN_CODE))
    return row


def contact_of(said: ContactIn, faults: dict[str, list[Both]]) -> ContactDetails:
    """The details; an address that cannot be one becomes a fault."""
    if said.email:
        try:
            validate_email(said.email)
        except ValidationError:
            faults.setdefault("contact.email", []).append(in_both(NO_MAIL))
    return ContactDetails(**said.dict())


def _suggester(said: SuggestionIn, faults: dict[str, list[Both]]) -> dict[str, Any]:
    if said.organisation is None:
        return {"author_name": said.author_name}
    return {
        "author_name": said.organisation.name,
        "suggester": SuggesterKind.ORGANISATION,
        "enclosures": (_organisation(said.organisation, faults),),
    }


def _organisation(said: OrganisationIn, faults: dict[str, list[Both]]) -> OrganisationDetails:
    try:
        code = check_credit_code(said.credit_code)
    except ValidationError as error:
        code = ""
        both = in_both(error.message)  # type: ignore[arg-type]
        faults.setdefault("organisation.credit_code", []).append(both)
    return OrganisationDetails(said.name, code, said.contact_person)
