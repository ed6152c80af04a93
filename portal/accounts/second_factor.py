"""Second factors of staff: sealing them anew, and taking a lost one away."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from wagtail.log_actions import log

from portal.accounts.user import User

SECRETS = ("secret", "seed")
"""Where an authenticator's data holds what was encrypted (codes from an app, recovery codes)."""


@transaction.atomic
def reseal_second_factors() -> int:
    """Seal every second factor's secret anew with the newest key; returns how many.

    Raises encryption.CannotOpen if one has a key that is gone.
    """
    adapter = get_adapter()
    found = list(Authenticator.objects.select_for_update())
    for authenticator in found:
        for name in set(SECRETS) & authenticator.data.keys():
            secret = adapter.decrypt(authenticator.data[name])
            authenticator.data[name] = adapter.encrypt(secret)
    Authenticator.objects.bulk_update(found, ["data"])
    return len(found)


@transaction.atomic
def remove_second_factor(user: User, *, by: User | None) -> None:
    """Take away a second factor that was lost: `user` sets up a new one at the next sign-in.

    `by` is None on the server's own command line.
    """
    Authenticator.objects.filter(user=user).delete()
    log(instance=user, action="portal.second_factor_removed", user=by)
