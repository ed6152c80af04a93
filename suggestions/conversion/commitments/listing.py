"""Making lists: an editor chooses actions, puts them in order and publishes the list."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.conversion.action import Action
from suggestions.conversion.commitments.commitment_list import CommitmentItem, CommitmentList
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.rights import may_change_list, may_keep_lists


def make_list(
    year: int, title: str, introduction: str, unit: Unit, *, by: User, at: datetime
) -> CommitmentList:
    """A new list without items, not published yet.

    Raises PermissionDenied if `by` may not, FollowUpRefused if there is one of that name.
    """
    if not may_keep_lists(by, unit, on=localdate(at)):
        raise PermissionDenied
    facts = {"year": year, "title": title, "introduction": introduction, "unit": unit}
    try:
        with transaction.atomic():
            return CommitmentList.objects.create(**facts)
    except IntegrityError as error:
        raise FollowUpRefused(_("There is a list of this name for the year already.")) from error


@transaction.atomic
def set_items(
    commitments: CommitmentList, actions: Sequence[Action], *, by: User, at: datetime
) -> None:
    """Let the list hold exactly `actions`, in this order; each once.

    Raises PermissionDenied if `by` may not.
    """
    if not may_change_list(by, commitments, on=localdate(at)):
        raise PermissionDenied
    CommitmentList.objects.select_for_update().get(pk=commitments.pk)
    commitments.items.all().delete()
    CommitmentItem.objects.bulk_create(
        CommitmentItem(commitments=commitments, action=action, place=place)
        for place, action in enumerate(dict.fromkeys(actions), start=1)
    )


def publish_list(commitments: CommitmentList, published: bool, *, by: User, at: datetime) -> None:
    """Put the list on the site, or take it off.

    Raises PermissionDenied if `by` may not, FollowUpRefused for an empty list.
    """
    if not may_change_list(by, commitments, on=localdate(at)):
        raise PermissionDenied
    if published and not commitments.items.exists():
        raise FollowUpRefused(_("The list is empty: add actions first."))
    commitments.published_at = at if published else None
    commitments.save(update_fields=["published_at"])
