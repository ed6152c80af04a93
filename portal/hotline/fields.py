"""Columns that the figures of a period, a topic and a unit share."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def percent_field(label: Any, **options: Any) -> models.DecimalField:
    """A share from 0 to 100 with two places; empty where nobody counted."""
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        **options,
    )


def days_field() -> models.DecimalField:
    """A mean number of days; empty where nobody counted."""
    return models.DecimalField(
        _("mean handling days"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )


def ratings_field() -> models.PositiveIntegerField:
    """Of how many ratings a satisfaction is a share."""
    return models.PositiveIntegerField(_("number of ratings"), null=True, blank=True)
