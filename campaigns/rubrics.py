"""Rubrics: versioned criteria with weights and a written anchor for every level."""

from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from campaigns.criteria import FOUR_CRITERIA
from campaigns.forms import RubricForm

DEFAULT_NAME = "金点子四性评分标准"
LEVELS = range(1, 6)


class RubricQuerySet(models.QuerySet["Rubric"]):
    """Questions about many rubrics."""

    def newest_versions(self) -> Self:
        """The highest version of each rubric."""
        newer = Rubric.objects.filter(
            name=models.OuterRef("name"), version__gt=models.OuterRef("version")
        )
        return self.filter(~models.Exists(newer))


class Rubric(ClusterableModel):
    """A set of criteria. Once the first review is in (`frozen_at`), a change is a new version."""

    name = models.CharField(_("name"), max_length=60)
    version = models.PositiveIntegerField(_("version"), default=1)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True, editable=False)

    objects = RubricQuerySet.as_manager()
    base_form_class = RubricForm
    panels = [FieldPanel("name"), InlinePanel("criteria", heading=_("Criteria"), min_num=1)]

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="rubric_version_once")
        ]

    def __str__(self) -> str:
        """Name and version."""
        return f"{self.name} · v{self.version}"

    @property
    def is_frozen(self) -> bool:
        """Whether somebody has judged by this version, so that it must stay as it is."""
        return self.frozen_at is not None

    def weighted(self) -> list[tuple["Criterion", Decimal]]:
        """The criteria in order, each with its share of the whole, between 0 and 1."""
        criteria = list(self.criteria.all())
        whole = sum((criterion.weight for criterion in criteria), Decimal(0)) or Decimal(1)
        return [(criterion, criterion.weight / whole) for criterion in criteria]


class Criterion(Orderable):
    """One thing that is judged, from level 1 to 5, and how much it counts."""

    rubric = ParentalKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=30)
    name_en = models.CharField(_("English name"), max_length=40, blank=True)
    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    description = models.CharField(_("what is judged"), max_length=200)
    anchor_1 = models.CharField(_("level 1 means"), max_length=200)
    anchor_2 = models.CharField(_("level 2 means"), max_length=200)
    anchor_3 = models.CharField(_("level 3 means"), max_length=200)
    anchor_4 = models.CharField(_("level 4 means"), max_length=200)
    anchor_5 = models.CharField(_("level 5 means"), max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        """The criterion's name."""
        return self.name

    def anchors(self) -> list[tuple[int, str]]:
        """The levels, lowest first, with what each one means."""
        return [(level, getattr(self, f"anchor_{level}")) for level in LEVELS]


@transaction.atomic
def default_rubric() -> Rubric:
    """The newest version of the rubric with the four criteria; made if there is none."""
    newest = Rubric.objects.filter(name=DEFAULT_NAME).order_by("-version").first()
    if newest is not None:
        return newest
    rubric = Rubric.objects.create(name=DEFAULT_NAME)
    for order, text in enumerate(FOUR_CRITERIA):
        anchors = {f"anchor_{level}": text["anchors"][level - 1] for level in LEVELS}
        facts = {key: text[key] for key in ("name", "name_en", "weight", "description")}
        Criterion.objects.create(rubric=rubric, sort_order=order, **facts, **anchors)
    return rubric
