"""The fields of a sheet: what lies open in a draft, what lies sealed, and what is compared."""

from collections.abc import Mapping
from dataclasses import asdict

from django.utils.translation import gettext_lazy as _

from portal.accounts.contact import ContactDetails

SEALED = ("phone", "email", "guardian")
OPEN = (
    "classification",
    "title",
    "problem",
    "proposal",
    "place",
    "topic",
    "area",
    "author_name",
    "author_shown",
    "under_age",
    "consent_guardian",
    "consent_privacy",
    "consent_publish",
    "consent_forward",
    "consent_form",
    "is_agent",
    "witness",
    "slip",
)
COMPARED = ("title", "problem", "proposal", "place", "author_name", "phone")
"""What the second clerk types: everything that is written by hand."""
REASON_NEEDED = _("Please say why.")
LONGEST = 6000  # characters of one field in a draft; the form itself allows fewer

Words = dict[str, str]


def words_in(said: Mapping[str, str]) -> Words:
    """The open fields of what was sent, cut to what a draft keeps."""
    # a zero byte is kept by no database
    return {name: str(said.get(name, "")).replace("\0", "")[:LONGEST] for name in OPEN}


def contact_in(said: Mapping[str, str]) -> ContactDetails:
    """The fields that are kept sealed."""
    return ContactDetails(**{name: str(said.get(name, ""))[:LONGEST] for name in SEALED})


def together(words: Mapping[str, str], contact: ContactDetails) -> Words:
    """All fields as they were typed."""
    return {**words, **{name: asdict(contact)[name] for name in SEALED}}


def compared(words: Mapping[str, str]) -> Words:
    """The fields that are compared, as they count: without space at the ends."""
    return {name: str(words.get(name, "")).strip() for name in COMPARED}
