"""What waits at the screening desk."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.waiting import Waiting, counted
from suggestions.rights import Action, may_anywhere
from suggestions.states import State
from suggestions.suggestion import Suggestion


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """The suggestions that nobody has looked at yet, for those who may screen."""
    if may_anywhere(person, Action.SCREEN, on=on):
        rows = Suggestion.objects.visible_to(person, on=on).filter(state=State.RECEIVED)
        yield Waiting(_("suggestions to screen"), counted(rows), reverse("handling:pile"))
