"""The form as a page or part of a page: everything its template needs."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from campaigns.pages import CampaignPage
from campaigns.phases import Feature
from portal.organisation.rights import Person
from suggestions.intake.consents import ConsentText
from suggestions.intake.form_token import FormToken, new_token
from suggestions.intake.forms import SuggestionForm
from suggestions.intake.sending import kept_files

Context = dict[str, object]


def texts_on(at: datetime) -> dict[str, ConsentText]:
    """The wordings that hold at `at`, by kind."""
    return {text.kind: text for text in ConsentText.objects.current(timezone.localdate(at))}


def empty_form(campaign: CampaignPage, user: Person) -> SuggestionForm:
    """A form nobody has typed into."""
    return SuggestionForm(campaign=campaign, user=user)


def form_context(
    form: SuggestionForm, *, user: Person, at: datetime, key: uuid.UUID | None = None
) -> Context:
    """What suggestions/intake/form.html needs, with a fresh token; `key` carries a form on."""
    campaign, texts = form.campaign, texts_on(at)
    pks = [text.pk for text in texts.values()]
    return {
        "form": form,
        "campaign": campaign,
        "texts": texts,
        "token": new_token(campaign.pk, pks, key=key),
        "kept": list(kept_files(key)) if key else [],
        "is_open": campaign.allows(Feature.SUBMIT, at),
        "sign_in_first": not (campaign.guests_allowed or user.is_authenticated),
    }


def key_of(token: FormToken | None, campaign: CampaignPage) -> uuid.UUID:
    """The form's key if `token` is one of this campaign's, else a new one."""
    return token.key if token and token.campaign == campaign.pk else uuid.uuid4()


def is_fresh(
    token: FormToken | None, campaign: CampaignPage, texts: Mapping[str, ConsentText]
) -> bool:
    """Whether the form was opened lately, here, and showed the wordings that still hold."""
    return (
        token is not None
        and not token.expired
        and token.campaign == campaign.pk
        and token.texts == {text.pk for text in texts.values()}
    )
