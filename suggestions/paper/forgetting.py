"""Forgetting: what goes from the paper when a person's data are erased from a suggestion."""

from suggestions.paper.drafts import forget
from suggestions.paper.sheet import Sheet
from suggestions.paper.slip import Slip
from suggestions.paper.slips import NOBODY
from suggestions.suggestion import Suggestion


def forget_forms(suggestion: Suggestion) -> None:
    """Take typings, file names and the code of the slip away; the number leads nowhere then."""
    for sheet in Sheet.objects.filter(suggestion=suggestion):
        forget(sheet)
        # a digest that no picture has, and no other sheet of the batch
        Sheet.objects.filter(pk=sheet.pk).update(name="", sha256=sheet.key.hex, reason="")
    Slip.objects.filter(suggestion=suggestion).update(digest=NOBODY)


def remove_pictures(suggestion: int) -> None:
    """Delete the pictures of the form of this suggestion; may run twice or late."""
    for sheet in Sheet.objects.filter(suggestion=suggestion):
        for field in (sheet.raw, sheet.picture):
            if field.name:
                field.storage.delete(field.name)
        Sheet.objects.filter(pk=sheet.pk).update(raw="", picture="")


def with_forgotten_pictures() -> set[int]:
    """The erased suggestions whose pictures are still there: the task of the erasure was lost."""
    left = Sheet.objects.filter(suggestion__erasures__isnull=False).exclude(picture="")
    return set(left.values_list("suggestion_id", flat=True))
