"""Naming whom a report is about, and who still sees it."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from portal.organisation.membership import ADMINISTRATORS, Role
from suggestions.handling.exclusion.declaring import Party, name_complained_of
from suggestions.models import Suggestion
from suggestions.rights import Action, may

SECRET = "采购科科长收受回扣"
WORKING = [role for role in Role if role not in ADMINISTRATORS]
SCREENERS = [Role.HANDLER, Role.SUPERVISOR, Role.EDITOR]


def again(user):
    """The person as the next request meets them."""
    return get_user_model().objects.get(pk=user.pk)


def sees(user, suggestion):
    on = timezone.localdate()
    user = again(user)
    listed = Suggestion.objects.visible_to(user, on=on).filter(pk=suggestion.pk).exists()
    assert listed == may(user, Action.SEE, suggestion, on=on)
    return listed


def name(report, *, by, unit=None, user=None):
    return name_complained_of(
        report, Party(user=user, unit=unit), by=by, at=timezone.now(), reason="来件指名"
    )


def staff_membership(user, role, unit):
    user.memberships.create(unit=unit, role=role, starts_on=timezone.localdate())
