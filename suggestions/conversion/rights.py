"""Who may do what about golden ideas: one line per right."""

from collections.abc import Iterable
from datetime import date

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, memberships_of, reaches
from portal.organisation.unit import Unit
from suggestions.conversion.action import Action
from suggestions.conversion.commitments.commitment_list import CommitmentList
from suggestions.conversion.golden_idea import FOLLOWERS, KEEPERS, GoldenIdea
from suggestions.conversion.proposal import Proposal

VERIFIERS = (Role.SUPERVISOR, Role.CHAIR, Role.EDITOR)
"""Roles that look, for the verifying unit, whether something was really carried out."""


def may_use_desk(user: Person, *, on: date) -> bool:
    """Editors, chairs, handlers, supervisors and superusers have the desk of golden ideas."""
    return has_role(user, *FOLLOWERS, on=on) or bool(user.is_superuser)


def may_plan(user: Person, idea: GoldenIdea, *, on: date) -> bool:
    """Editors, chairs and handlers of the unit in charge, or of one above it."""
    return reaches(user, KEEPERS, idea.suggestion.unit, on=on)


def may_report(user: Person, action: Action, *, on: date) -> bool:
    """Who plans, and the editors, chairs and handlers of the units that act."""
    return may_plan(user, action.idea, on=on) or any(
        reaches(user, KEEPERS, unit, on=on) for unit in units_of_action(action)
    )


def may_propose(user: Person, idea: GoldenIdea, *, on: date) -> bool:
    """Who plans, and the editors, chairs and handlers of a lead unit."""
    return may_plan(user, idea, on=on) or any(
        reaches(user, KEEPERS, action.unit, on=on) for action in idea.actions.all()
    )


def may_verify(user: Person, proposal: Proposal, *, on: date) -> bool:
    """Supervisors, chairs and editors of the verifying unit or one above it.

    Never who proposed it, who reported on the idea, or who works for a unit that acts.
    """
    if not reaches(user, VERIFIERS, proposal.verifying_unit, on=on):
        return False
    return not _took_part(user, proposal, on=on)


def may_conclude(user: Person, idea: GoldenIdea, *, on: date) -> bool:
    """Editors and chairs of the unit in charge call an idea lapsed, or say that it is not."""
    return reaches(user, (Role.EDITOR, Role.CHAIR), idea.suggestion.unit, on=on)


def may_show(user: Person, idea: GoldenIdea, *, on: date) -> bool:
    """Who concludes also decides whether the idea is shown on the site."""
    return may_conclude(user, idea, on=on)


def may_keep_lists(user: Person, unit: Unit, *, on: date) -> bool:
    """Editors of the unit that promises, or of one above it."""
    return reaches(user, (Role.EDITOR,), unit, on=on)


def may_change_list(user: Person, commitments: CommitmentList, *, on: date) -> bool:
    """Who may keep lists for its unit."""
    return may_keep_lists(user, commitments.unit, on=on)


def units_of_action(action: Action) -> list[Unit]:
    """The lead unit and those that take part."""
    return [action.unit, *action.co_units.all()]


def acting_units(idea: GoldenIdea) -> list[Unit]:
    """All units that act for the idea; the unit in charge while nothing is planned."""
    found = {unit.pk: unit for action in idea.actions.all() for unit in units_of_action(action)}
    return list(found.values()) or [idea.suggestion.unit]


def is_independent(unit: Unit, acting: Iterable[Unit]) -> bool:
    """Whether `unit` is none of those that act and below none of them."""
    return not any(unit.path.startswith(one.path) for one in acting)


def default_verifier(idea: GoldenIdea) -> Unit | None:
    """The unit in charge if it does not act itself, else the nearest above it; or None."""
    acting, unit = acting_units(idea), idea.suggestion.unit
    near = [unit, *reversed(unit.get_ancestors())]
    return next((one for one in near if is_independent(one, acting)), None)


def _took_part(user: Person, proposal: Proposal, *, on: date) -> bool:
    if proposal.proposed_by_id == user.pk:
        return True
    acting = acting_units(proposal.idea)
    own = (membership.unit for membership in memberships_of(user, on=on))
    if any(not is_independent(unit, acting) for unit in own):
        return True
    actions = proposal.idea.actions.all()
    return any(note.by_id == user.pk for action in actions for note in action.notes.all())
