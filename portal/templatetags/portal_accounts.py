"""Template tags of the account pages."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.demo import DEMO_PASSWORD, demo_accounts

register = template.Library()

TABS = (
    (_("My suggestions"), "suggestions:mine"),
    (_("Email"), "account_email"),
    (_("Password"), "account_change_password"),
    (_("Two-step sign-in"), "mfa_index"),
    (_("Sign out"), "account_logout"),
)
"""Label and address name; what another package does not offer is left out."""


@register.inclusion_tag("portal/accounts/tabs.html", takes_context=True)
def account_tabs(context: Context) -> dict[str, Any]:
    """Links between the pages of one's account; nothing for who is not signed in."""
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated:
        return {"tabs": []}
    desk = [(_("Work desk"), "wagtailadmin_home")]
    entries = desk if request.user.has_perm("wagtailadmin.access_admin") else []
    links = [(label, address_of(name)) for label, name in (*entries, *TABS)]
    return {
        "tabs": [
            {"label": label, "url": url, "is_current": request.path.startswith(url)}
            for label, url in links
            if url
        ]
    }


@register.inclusion_tag("portal/accounts/demo_accounts.html")
def demo_accounts_list() -> dict[str, Any]:
    """The demo accounts and their password; nothing where this is no demonstration."""
    return {"accounts": demo_accounts(), "password": DEMO_PASSWORD}


def address_of(name: str) -> str:
    """The address called `name`; empty if there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
