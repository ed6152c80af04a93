"""Checking: a draft cleaned and measured against its campaign, all faults at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.phases import Feature
from portal.accounts.user import NAME_LENGTH
from suggestions.intake.cleaning import clean_line, clean_text, too_long
from suggestions.intake.consents import ConsentKind
from suggestions.intake.draft import Draft
from suggestions.states import Channel
from suggestions.suggestion import TEXT_LENGTH, TITLE_LENGTH

PLACE_LENGTH = 100
TITLE_AT_LEAST = 4
TITLE_MISSING = gettext_lazy("Please give your suggestion a title.")
TITLE_TOO_SHORT = gettext_lazy("Please say in the title what it is about, in a few words.")
CAMPAIGN_CLOSED = gettext_lazy("This campaign does not take suggestions at the moment.")
PRIVACY_MISSING = gettext_lazy("Please read the privacy notice and agree to it.")
PROBLEM_MISSING = gettext_lazy("Please describe what the problem is.")
LATE_FOR = timedelta(days=60)
"""How long what was handed in on paper, or at a counter without a network, may lie before it is
typed or sent; a campaign that has closed meanwhile still takes it."""
FROM_ELSEWHERE = frozenset({Channel.IMPORT, Channel.HOTLINE})
"""Channels that bring what was taken in elsewhere: phase, contact and consent were its matter."""
TEXT_LENGTH_ELSEWHERE = 20_000
"""Other systems set other limits (6,999 characters were seen); what they took is not cut."""

CLEANERS: dict[str, tuple[Callable[[str], str], int]] = {
    "title": (clean_line, TITLE_LENGTH),
    "problem": (clean_text, TEXT_LENGTH),
    "proposal": (clean_text, TEXT_LENGTH),
    "place": (clean_line, PLACE_LENGTH),
    "author_name": (clean_line, NAME_LENGTH),
    "reply": (clean_text, TEXT_LENGTH),
}
Faults = dict[str, str]


def checked(draft: Draft, *, at: datetime) -> Draft:
    """`draft` with its texts cleaned.

    Raises ValidationError with a message for every field at fault ("campaign" and "consents"
    among them); `at` decides whether the campaign takes suggestions.
    """
    clean, faults = _cleaned(draft)
    faults |= _missing(clean) | _odd_reply(clean)
    if draft.channel not in FROM_ELSEWHERE:
        faults |= _refused_by_campaign(clean, clean.submitted_at or at) | _without_consent(clean)
    if faults:
        raise ValidationError({name: [message] for name, message in faults.items()})
    return clean


def _cleaned(draft: Draft) -> tuple[Draft, Faults]:
    texts: dict[str, Any] = {}
    faults: Faults = {}
    for name, (clean, longest) in CLEANERS.items():
        try:
            texts[name] = clean(getattr(draft, name))
        except ValidationError as error:
            faults[name] = error.messages[0]
            continue
        if longest == TEXT_LENGTH and draft.channel in FROM_ELSEWHERE:
            longest = TEXT_LENGTH_ELSEWHERE
        if len(texts[name]) > longest:
            faults[name] = too_long(len(texts[name]), longest)
    return replace(draft, **texts), faults


def _missing(draft: Draft) -> Faults:
    faults = {}
    if not draft.title:
        faults["title"] = str(TITLE_MISSING)
    elif draft.channel not in FROM_ELSEWHERE and len(draft.title) < TITLE_AT_LEAST:
        faults["title"] = str(TITLE_TOO_SHORT)
    if not draft.problem:
        faults["problem"] = str(PROBLEM_MISSING)
    return faults


def _odd_reply(draft: Draft) -> Faults:
    """A reply of another system needs words and a moment, and comes after the question."""
    if bool(draft.reply) != bool(draft.replied_at):
        return {"reply": _("A reply needs its text and its time, both.")}
    if draft.replied_at and draft.submitted_at and draft.replied_at < draft.submitted_at:
        return {"replied_at": _("The reply is older than what it answers.")}
    return {}


def _refused_by_campaign(draft: Draft, at: datetime) -> Faults:
    campaign = draft.campaign
    if not campaign.allows(Feature.SUBMIT, at):
        return {"campaign": str(CAMPAIGN_CLOSED)}
    faults = {}
    if draft.channel == Channel.WEB and draft.author is None and not campaign.guests_allowed:
        faults["campaign"] = _("Please sign in first: this campaign is for people with an account.")
    if campaign.contact_required and not (draft.contact.phone or draft.contact.email):
        faults["contact"] = _("Please leave a phone number or an e-mail address.")
    return faults


def _without_consent(draft: Draft) -> Faults:
    if ConsentKind.PRIVACY not in draft.consents:
        return {"consents": str(PRIVACY_MISSING)}
    agreed, named = ConsentKind.GUARDIAN in draft.consents, bool(draft.contact.guardian)
    if (draft.under_age or agreed or named) and not (agreed and named):
        return {"guardian": _("We need the guardian's name and the guardian's consent, both.")}
    return {}
