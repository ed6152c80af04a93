"""Who may do what about golden ideas: one line per right."""

from datetime import date

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, reaches
from suggestions.conversion.action import Action
from suggestions.conversion.golden_idea import KEEPERS, GoldenIdea


def may_use_desk(user: Person, *, on: date) -> bool:
    """Editors, chairs, handlers and superusers have the desk of golden ideas."""
    return has_role(user, *KEEPERS, on=on) or bool(user.is_superuser)


def may_plan(user: Person, idea: GoldenIdea, *, on: date) -> bool:
    """Editors, chairs and handlers of the unit in charge, or of one above it."""
    return reaches(user, KEEPERS, idea.suggestion.unit, on=on)


def may_report(user: Person, action: Action, *, on: date) -> bool:
    """Who plans, and the editors, chairs and handlers of the unit that acts."""
    return may_plan(user, action.idea, on=on) or reaches(user, KEEPERS, action.unit, on=on)


def may_conclude(user: Person, idea: GoldenIdea, *, on: date) -> bool:
    """Editors and chairs of the unit in charge call an idea carried out or lapsed."""
    return reaches(user, (Role.EDITOR, Role.CHAIR), idea.suggestion.unit, on=on)


def may_show(user: Person, idea: GoldenIdea, *, on: date) -> bool:
    """Who concludes also decides whether the idea is shown on the site."""
    return may_conclude(user, idea, on=on)
