"""What waits for those who follow leaders' instructions."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.waiting import Waiting, counted
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.rights import may_use_desk


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """The instructions that nobody has closed."""
    if may_use_desk(person, on=on):
        rows = Instruction.objects.visible_to(person, on=on)
        late = counted(rows.overdue(on))
        url = reverse("instructions:list")
        yield Waiting(_("leaders' instructions to follow up"), counted(rows.open()), url, late=late)
