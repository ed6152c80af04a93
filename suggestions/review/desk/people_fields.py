"""Choosing reviewers in a form: each with their fields behind the name."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.accounts.user import User
from suggestions.review.experts.pool import fields_of


class WithFields:
    """Shows a person with the fields the pool knows of."""

    known: dict[int, list[str]]

    def label_from_instance(self, person: Any) -> str:
        """Name and fields."""
        fields = self.known.get(person.pk)
        return f"{person} · {'、'.join(fields)}" if fields else str(person)


class ReviewersField(WithFields, forms.ModelMultipleChoiceField):
    """Several reviewers."""

    widget = forms.CheckboxSelectMultiple


class ReviewerField(WithFields, forms.ModelChoiceField):
    """One reviewer."""


def offer_people(form: forms.Form, name: str, people: QuerySet[User]) -> None:
    """Let the field `name` choose from `people`; they and their fields are read once."""
    field = form.fields[name]
    assert isinstance(field, ReviewersField | ReviewerField)  # noqa: S101 - for the type checker
    offered = list(people)
    field.known = fields_of(offered)
    field.queryset = people
    choices = [(person.pk, field.label_from_instance(person)) for person in offered]
    one = isinstance(field, ReviewerField)
    field.choices = [("", field.empty_label or ""), *choices] if one else choices
