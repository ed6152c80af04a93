"""Rows of one's own unit and below, in Wagtail's terms.

Wagtail asks a permission policy who may do what, but its generic views load any row of the
model all the same. So a screen over rows that belong to units needs both parts:

    register_permission_policy(Thing, UnitRowsPolicy(Thing, unit="campaign__organiser", roles={
        "view": (Role.HANDLER, Role.EDITOR), "change": (Role.EDITOR,),
    }))

    class ThingIndexView(OwnRowsMixin, generic.IndexView): ...   # and so for each other view

or `OwnRowsViewSet` in portal.organisation.viewsets, which does the second part.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.permission_policies import BasePermissionPolicy

from portal.accounts.user import User
from portal.organisation.delegation.row import Delegation
from portal.organisation.membership import Membership, Role
from portal.organisation.rights import Person, has_role, units_of
from portal.organisation.unit import Unit, within

LOOK = ("view", "change", "delete")
"""What one may do with a row that is already there; any of it lets a person see the row."""


class RolePolicy(BasePermissionPolicy):
    """Each action belongs to some roles, for whatever unit they are held, and reaches all rows."""

    def __init__(self, model: type[Model] | str, *, roles: Mapping[str, Iterable[Role]]) -> None:
        """`roles` lists who may do what; an action that is not listed is a superuser's."""
        super().__init__(model)
        self.roles = {action: tuple(some) for action, some in roles.items()}

    def roles_for(self, actions: Iterable[str]) -> list[Role]:
        """The roles that may do any of `actions`."""
        return [role for action in actions for role in self.roles.get(action, ())]

    def restrict(self, rows: QuerySet[Any], user: Person, actions: Iterable[str]) -> QuerySet[Any]:
        """Those of `rows` with which `user` may do any of `actions` today.

        Override this, and nothing else, where more than the role decides.
        """
        return rows if self.user_has_any_permission(user, actions) else rows.none()

    def user_has_permission(self, user: Person, action: str) -> bool:
        """Whether `user` may do `action` with some rows."""
        if user.is_active and user.is_superuser:
            return True
        return has_role(user, *self.roles_for([action]), on=timezone.localdate())

    def instances_user_has_any_permission_for(
        self, user: Person, actions: Iterable[str]
    ) -> QuerySet[Any]:
        """The rows with which `user` may do any of `actions`."""
        return self.restrict(self.model.objects.all(), user, actions)

    def user_has_any_permission_for_instance(
        self, user: Person, actions: Iterable[str], instance: Model
    ) -> bool:
        """Whether this very row is among them."""
        rows = self.instances_user_has_any_permission_for(user, actions)
        return rows.filter(pk=instance.pk).exists()

    def user_has_permission_for_instance(self, user: Person, action: str, instance: Model) -> bool:
        """Whether `user` may do `action` with this very row."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """Everyone who may do any of `actions` with some rows today."""
        today, roles = timezone.localdate(), self.roles_for(actions)
        held = Membership.objects.active(today).filter(role__in=roles)
        lent = Delegation.objects.active(today).filter(membership__role__in=roles)
        able = Q(is_superuser=True) | Q(pk__in=held.values("user")) | Q(pk__in=lent.values("to"))
        return User.objects.filter(able, is_active=True)


class UnitRowsPolicy(RolePolicy):
    """Each action belongs to some roles, and reaches the rows of their units and below."""

    def __init__(
        self,
        model: type[Model] | str,
        *,
        roles: Mapping[str, Iterable[Role]],
        unit: str = "unit",
    ) -> None:
        """`unit` is the lookup from a row to its unit; empty if the rows are units."""
        super().__init__(model, roles=roles)
        self.way = unit

    def restrict(self, rows: QuerySet[Any], user: Person, actions: Iterable[str]) -> QuerySet[Any]:
        """Those of `rows` with which `user` may do any of `actions` today."""
        return self.reached(rows, self.way, user, actions)

    def units_for(self, user: Person, actions: Iterable[str]) -> QuerySet[Unit]:
        """The units for whose rows `user` may do any of `actions`: for the choices of a form."""
        return self.reached(Unit.objects.all(), "", user, actions)

    def reached(
        self, rows: QuerySet[Any], way: str, user: Person, actions: Iterable[str]
    ) -> QuerySet[Any]:
        """Those of `rows` whose unit, at the end of `way`, the person's roles reach."""
        if user.is_active and user.is_superuser:
            return rows
        units = units_of(user, self.roles_for(actions), on=timezone.localdate())
        return rows.filter(within(units, way))


class OwnRowsMixin:
    """Keeps a generic Wagtail view to the rows its permission policy grants.

    Put it first among the bases. A foreign row is not listed, not exported, and answers 404
    whatever the address asks of it: that it exists is nobody's business.
    """

    request: HttpRequest
    permission_policy: Any
    model: type[Model]

    def needed_actions(self) -> tuple[str, ...]:
        """The actions of which a row must allow one, to be shown or worked on here."""
        required = getattr(self, "permission_required", None)
        if required and required != "add":  # a copy is made from a row one may look at
            return (required,)
        return LOOK

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows of a listing; a row's history is not made of rows and stays whole."""
        rows = super().get_base_queryset()  # type: ignore[misc]
        if rows.model is not self.model:
            return rows
        return self.permission_policy.restrict(rows, self.request.user, self.needed_actions())

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The one row the address names; raises Http404 if it is out of reach."""
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.permission_policy.user_has_any_permission_for_instance(
            self.request.user, self.needed_actions(), found
        ):
            raise Http404
        return found
