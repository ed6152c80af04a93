"""Fields of the suggestion form that Django does not have."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from portal.organisation.area import Area
from portal.organisation.topic import Topic
from suggestions.intake.cleaning import too_long


class CleanField(forms.CharField):
    """A text that is cleaned as it is read, and then measured."""

    def __init__(
        self,
        *,
        clean: Callable[[str], str],
        longest: int,
        validators: Sequence[Callable[[Any], None]] = (),
        **options: Any,
    ) -> None:
        """Use `clean` on what was typed; `longest` is in characters."""
        self.clean_with, self.longest = clean, longest
        super().__init__(strip=False, **options)
        self.validators = list(validators)
        self.widget.attrs["maxlength"] = longest

    def to_python(self, value: object) -> str:
        """The cleaned text; raises ValidationError for half a character."""
        return self.clean_with(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Raise ValidationError for a text that is missing or too long."""
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(too_long(len(value), self.longest), code="max_length")


class MaybeNeededTextarea(forms.Textarea):
    """A text that other answers may make unnecessary: the browser must not insist on it."""

    def use_required_attribute(self, initial: object) -> bool:
        """Never: the server decides."""
        return False


class ManyFilesInput(forms.ClearableFileInput):
    """A file chooser for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; each is looked at by whoever keeps it."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files that were sent, in order; an empty chooser sends none."""
        files = data if isinstance(data, list | tuple) else [data]
        return [file for file in files if file]


class TreeChoiceField(forms.ModelChoiceField):
    """A choice from a tree, lower levels set in."""

    def offer(self, nodes: QuerySet[Any]) -> None:
        """Let people choose among `nodes`, which are read here and not again when shown."""
        self.queryset = nodes
        named = [(node.pk, self.label_from_instance(node)) for node in nodes]
        self.choices = [("", self.empty_label), *named]

    def label_from_instance(self, node: Area | Topic) -> str:
        """The name, set in by its level."""
        return "\u3000" * (node.get_depth() - 1) + str(node)
