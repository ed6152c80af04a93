"""After every migration the groups of the roles have what the tables say; who signs in is in
the groups of the roles of the day.
"""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.utils.timezone import localdate

from portal.accounts.user import User
from portal.organisation.groups import grant_role_permissions
from portal.organisation.screens import fit_screens

post_migrate.connect(grant_role_permissions, dispatch_uid="portal.grant_role_permissions")


@receiver(user_logged_in)
def open_screens_of_the_day(user: User, **signal: Any) -> None:
    """Nobody waits for the hourly run on the first morning of a role."""
    if user.is_staff:
        fit_screens([user], on=localdate())
