"""What waits for a reviewer, and for those who run rounds."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.waiting import Waiting, counted
from suggestions.review.assignment import Assignment
from suggestions.review.rights import may_review, may_use_desk
from suggestions.review.second_look import SecondLook


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """A reviewer's own reviews; an organiser's requests for a second look."""
    if may_review(person, on=on):
        mine = Assignment.objects.of(person).open()
        late = mine.filter(round__deadline__date__lt=on)
        url = reverse("review:mine")
        yield Waiting(_("suggestions to score"), counted(mine), url, late=counted(late))
    if may_use_desk(person, on=on):
        asked = SecondLook.objects.visible_to(person, on=on).waiting()
        url = reverse("review:second_looks")
        yield Waiting(_("requests for a second look"), counted(asked), url)
