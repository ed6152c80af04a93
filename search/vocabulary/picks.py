"""Editors' picks: what is shown on top when somebody searches for exactly these words."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search.vocabulary.synonyms import JOIN, spelled
from suggestions.models import GoldenIdea

MOST_SHOWN = 3
"""Picks shown for one query."""
LONGEST_ADDRESS = 500
TARGETS = ("page", "golden_idea", "address")

is_address = RegexValidator(
    r"^(/(?![/\\])|https?://)\S+$", _("Begin with https:// or, on this site, with one slash.")
)


class PickQuerySet(models.QuerySet["Pick"]):
    """Questions about many picks."""

    def public(self) -> Self:
        """Those that lead to something any visitor may see."""
        pages = Page.objects.live().public()
        ideas = GoldenIdea.objects.public()
        target = models.Q(page__in=pages) | models.Q(golden_idea__in=ideas)
        return self.filter(target | models.Q(page=None, golden_idea=None))


class Pick(models.Model):
    """One thing that editors chose for one or several queries: a page, a golden idea, a link."""

    queries = models.TextField(
        _("queries"),
        help_text=_("One on each line; shown to whoever searches for exactly that."),
    )
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("page"),
    )  # fmt: skip
    golden_idea = models.ForeignKey(
        GoldenIdea, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("golden idea"),
    )  # fmt: skip
    address = models.CharField(
        _("address"), max_length=LONGEST_ADDRESS, blank=True, validators=[is_address]
    )
    title = models.CharField(
        _("title"), max_length=100, blank=True, help_text=_("Needed for an address only.")
    )
    note = models.CharField(_("one sentence about it"), max_length=200, blank=True)
    place = models.PositiveSmallIntegerField(
        _("order of display"), default=1, help_text=_("Where there are several, 1 comes first.")
    )

    objects = PickQuerySet.as_manager()

    class Meta:
        verbose_name = _("pick")
        verbose_name_plural = _("picks")
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        """The queries in one line, and what they lead to."""
        return f"{'、'.join(self.queries.split())} → {self.shown_title}"

    @property
    def shown_title(self) -> str:
        """The title to show: the editor's, else that of what was chosen."""
        chosen = self.page or (self.golden_idea and self.golden_idea.suggestion)
        return self.title or (chosen.title if chosen else self.address)

    @property
    def url(self) -> str:
        """Where it leads."""
        if self.page:
            return self.page.url or ""
        return self.golden_idea.get_absolute_url() if self.golden_idea else self.address

    def clean(self) -> None:
        """Bring the queries into one form; raises ValidationError if the pick makes no sense."""
        lines = {asked(line): " ".join(line.split()) for line in self.queries.splitlines()}
        lines.pop("", None)
        if not lines:
            raise ValidationError({"queries": _("Write at least one query.")})
        if sum(bool(getattr(self, target)) for target in TARGETS) != 1:
            raise ValidationError(_("Choose either a page, or a golden idea, or write an address."))
        if self.address and not self.title:
            raise ValidationError({"title": _("An address needs a title.")})
        self.queries = "\n".join(lines.values())


def asked(query: str) -> str:
    """A query as picks and the log compare it: folded, its words with single blanks."""
    return spelled(query).replace(JOIN, " ")


def picks_of(rows: list[tuple[int, str]]) -> dict[str, tuple[int, ...]]:
    """The primary keys of picks by what is asked; `rows` are (primary key, queries) in order."""
    found: dict[str, tuple[int, ...]] = {}
    for key, queries in rows:
        for line in queries.splitlines():
            found[asked(line)] = (*found.get(asked(line), ()), key)
    return found
