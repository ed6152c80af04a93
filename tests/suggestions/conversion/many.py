"""Rows in bulk, for measuring and for counting."""

from suggestions.conversion.golden_idea import GoldenIdea
from tests.factories import ActionFactory


def clone(row, **changes):
    """A new row, not stored yet, with the values of `row` but for `changes`."""
    unique = {"submission_key", "form_key"}
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in unique
    }
    for name in changes:
        fields.pop(f"{name}_id", None)
    return type(row)(**fields | changes)


def many_ideas(count):
    """So many public ideas like one with an action; returns that one."""
    first = ActionFactory().idea
    suggestions = [clone(first.suggestion, receipt=f"M{n:08}") for n in range(count)]
    type(first.suggestion).objects.bulk_create(suggestions)
    decisions = [clone(first.decision, suggestion=row) for row in suggestions]
    type(first.decision).objects.bulk_create(decisions)
    ideas = [clone(first, suggestion=one.suggestion, decision=one) for one in decisions]
    GoldenIdea.objects.bulk_create(ideas)
    return first
