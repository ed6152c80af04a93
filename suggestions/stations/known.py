"""What the clerk's page must know to go on without a network. Nothing in it is about authors."""

from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from campaigns.pages import CampaignPage
from campaigns.phases import Feature
from portal.accounts.user import User
from portal.organisation.area import Area
from portal.organisation.topic import Topic
from suggestions.intake.form_page import texts_on
from suggestions.intake.forms import AREA_DEPTH
from suggestions.stations.rights import counters_of

MOST_CAMPAIGNS = 200


def known_to(clerk: User, *, at: datetime) -> dict[str, Any]:
    """Stations, open campaigns, areas and wordings for `clerk`, ready for JSON.

    `clerk` in the answer is a name for the account that means nothing elsewhere: what is
    typed is kept under it in the browser.
    """
    today = localdate(at)
    stations = counters_of(clerk, on=today).in_force(today)
    return {
        "clerk": keeper_of(clerk),
        "name": clerk.name or clerk.username,
        "at": at.isoformat(),
        "stations": [{"key": unit.pk, "name": unit.name} for unit in stations],
        "campaigns": _campaigns(at),
        "areas": _nodes(
            Area.objects.filter(depth__lte=AREA_DEPTH).in_force(today).order_by("path")
        ),
        "wordings": {kind: text.text for kind, text in texts_on(at).items()},
    }


def keeper_of(clerk: User) -> str:
    """The name under which the browser keeps what `clerk` types."""
    return salted_hmac("stations.keeper", str(clerk.pk), algorithm="sha256").hexdigest()[:24]


def open_campaigns(at: datetime) -> list[CampaignPage]:
    """The campaigns that take suggestions at `at`, newest first."""
    rows = CampaignPage.objects.live().prefetch_related("phases", "topics")
    newest = rows.order_by("-first_published_at", "-pk")[:MOST_CAMPAIGNS]
    return [page for page in newest if page.allows(Feature.SUBMIT, at)]


def _campaigns(at: datetime) -> list[dict[str, Any]]:
    today = localdate(at)
    everywhere = _nodes(Topic.objects.filter(depth=1).in_force(today).order_by("path"))
    return [
        {
            "key": page.pk,
            "title": page.title,
            "topics": _nodes(_own_topics(page, today)) or everywhere,
            "contact": page.contact_required,
            "files": page.attachments_allowed,
        }
        for page in open_campaigns(at)
    ]


def _own_topics(page: CampaignPage, on: date) -> list[Topic]:
    chosen = [topic for topic in page.topics.all() if topic.is_in_force(on)]
    return sorted(chosen, key=attrgetter("path"))


def _nodes(rows: Any) -> list[list[Any]]:
    """Keys and names of a tree, lower levels set in."""
    return [[row.pk, "\u3000" * (row.get_depth() - 1) + str(row)] for row in rows]
