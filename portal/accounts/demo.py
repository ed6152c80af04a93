"""Accounts of the demonstration: one password for all, named on the sign-in page."""

from django.conf import settings

from portal.accounts.user import User

DEMO_PASSWORD = "golden-ideas-demo"  # noqa: S105 -- shown to everyone, and only where DEMO is on
DEMO_DOMAIN = "demo.invalid"  # a name that never gets a mail server (RFC 2606)


def demo_accounts() -> list[User]:
    """One citizen and all staff of the demo; nobody where this is no demonstration."""
    if not settings.DEMO:
        return []
    accounts = User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", is_active=True)
    accounts = accounts.order_by("pk").prefetch_related("memberships")
    return [*accounts.filter(is_staff=False)[:1], *accounts.filter(is_staff=True)]
