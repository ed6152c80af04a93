"""The link in the daily mail that ends it, without signing in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from portal.accounts.user import User

SALT = "portal.messaging.daily"


def stop_link(person: User) -> str:
    """The link that lets `person` end the daily mail."""
    token = signing.Signer(salt=SALT).sign_object(person.pk)
    return settings.WAGTAILADMIN_BASE_URL + reverse("daily_stop", args=[token])


def person_behind(token: str) -> User | None:
    """Who was sent this link; None if it was made up or broken."""
    try:
        key = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key).first()
