"""What a citizen fills in, for the tests that send forms."""

import re

from django.urls import reverse

WORDS = {
    "classification": "suggestion",
    "title": "公园夜间照明",
    "problem": "路灯太暗，老人看不清台阶。",
    "proposal": "加装暖光灯。",
}
SAID = WORDS | {"consent_privacy": "on", "consent_publish": "on", "author_name": "王·𠮷"}


def token_of(response):
    """The form token in a page."""
    return re.search(r'name="form_token" value="([^"]+)"', response.content.decode()).group(1)


def opened(client, campaign):
    """The token of a form opened now."""
    return token_of(client.get(reverse("suggestions:submit", args=[campaign.pk])))


def sent(client, campaign, *, token=None, without=(), **changes):
    """Send a form as filled in above, with `changes`; returns the response."""
    said = SAID | {"form_token": token or opened(client, campaign)} | changes
    said = {name: value for name, value in said.items() if name not in without}
    return client.post(reverse("suggestions:submit", args=[campaign.pk]), said)
