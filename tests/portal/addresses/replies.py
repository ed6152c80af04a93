"""What was replied and rated at one unit, for the addresses that name it."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from portal.messaging.daily.stopping import stop_link as daily_link
from suggestions.models import Rating
from suggestions.outgoing.stopping import stop_link
from suggestions.rating.rating import Source
from suggestions.rating.tokens import token_for
from tests.factories import (
    ReplyFactory,
    ReplyTemplateFactory,
    SuggestionFactory,
    asked,
    sent_reply,
)


def replies_of(campaign: Any) -> SimpleNamespace:
    """A draft, a sent reply to check, an open asking, a second low rating and a template."""
    asking = asked(SuggestionFactory(campaign=campaign, accepted=True))
    return SimpleNamespace(
        rate_token=token_for(asking),
        hear_token=last_part(stop_link(asking.suggestion)),
        daily_token=last_part(daily_link(asking.reply.drafted_by)),
        draft=ReplyFactory(suggestion=SuggestionFactory(campaign=campaign, accepted=True)),
        replied=sent_reply(SuggestionFactory(campaign=campaign, accepted=True)),
        asking=asking,
        low_rating=low_rating_in(campaign),
        reply_template=ReplyTemplateFactory(unit=campaign.organiser),
    )


def last_part(link: str) -> str:
    """The token at the end of a link."""
    return link.rstrip("/").rpartition("/")[2]


def low_rating_in(campaign: Any) -> Rating:
    """A second low rating that a supervisor has to look at."""
    asking = asked(SuggestionFactory(campaign=campaign, accepted=True))
    return Rating.objects.create(
        asking=asking,
        suggestion=asking.suggestion,
        unit=asking.unit,
        answered=1,
        done=1,
        source=Source.OWN,
        at=timezone.now(),
        needs_supervisor=True,
    )
