"""A choice among pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.keys import key_in


class PageChoiceField(forms.ModelChoiceField):
    """A choice among pages. Their keys are relations, and of these Django lets numbers through
    that are too large for SQLite: such a number is no page here, not an error.
    """

    def to_python(self, value: Any) -> Any:
        """The page with the key `value`; raises ValidationError if none is offered with it."""
        if isinstance(value, str) and value and not key_in(value):
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return super().to_python(value)
