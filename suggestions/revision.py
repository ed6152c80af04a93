"""Revisions: what a text said before it was corrected. Nothing an author wrote is lost."""

from dataclasses import asdict, dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.history import Event, record
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Words:
    """The texts of a suggestion that can be corrected, cleaned and within their limits."""

    title: str
    problem: str
    proposal: str
    place: str = ""

    def joined(self) -> str:
        """All of it, one text below the other."""
        return "\n".join(asdict(self).values())


class Revision(models.Model):
    """The texts of a suggestion as they were until `at`."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="revisions")
    at = models.DateTimeField(_("replaced"))
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("replaced by")
    )
    title = models.CharField(_("title"), max_length=100)
    problem = models.TextField(_("what the problem is"))
    proposal = models.TextField(_("what is proposed"), blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["pk"]

    def __str__(self) -> str:
        """Receipt and when the text was replaced."""
        return f"{self.suggestion.receipt} {self.at:%Y-%m-%d %H:%M}"


def words_of(suggestion: Suggestion) -> Words:
    """What `suggestion` says now."""
    return Words(suggestion.title, suggestion.problem, suggestion.proposal, suggestion.place)


def replace(
    row: Suggestion, words: Words, *, by: User | None, internal_note: str = ""
) -> Revision | None:
    """Replace the texts of the locked `row` and keep the earlier ones.

    Returns None, and writes nothing, if the texts are the same.
    """
    before = words_of(row)
    if before == words:
        return None
    revision = Revision.objects.create(suggestion=row, at=timezone.now(), by=by, **asdict(before))
    for name, text in asdict(words).items():
        setattr(row, name, text)
    row.save(update_fields=set(asdict(words)))
    record(row, Event.EDITED, by=by, internal_note=internal_note)
    return revision
