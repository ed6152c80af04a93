"""Accounts of the demonstration: one password for all, named on the sign-in page."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet

from portal.accounts.user import User

DEMO_PASSWORD = "golden-ideas-demo"  # noqa: S105 -- shown to everyone, and only where DEMO is on
DEMO_DOMAIN = "demo.invalid"  # a name that never gets a mail server (RFC 2606)


class NoDemo(Exception):
    """Accounts with a known password exist only where the settings say DEMO."""


def open_demo_account(username: str, *, name: str) -> User:
    """The demo account `username`, made or reset to the known password.

    Raises NoDemo unless the settings say that this is a demonstration.
    """
    if not settings.DEMO:
        raise NoDemo
    email = f"{username}@{DEMO_DOMAIN}"
    user, _created = User.objects.update_or_create(
        username=username, defaults={"name": name, "email": email, "is_active": True}
    )
    user.set_password(DEMO_PASSWORD)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    return user


def demo_accounts() -> QuerySet[User]:
    """The demo accounts, in the order they were opened; none where this is no demonstration."""
    if not settings.DEMO:
        return User.objects.none()
    return User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", is_active=True).order_by("pk")
