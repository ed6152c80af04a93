"""What the roles may do in Wagtail: the table, applied after every migration, and nothing else."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, WorkflowPage

from portal.organisation.groups import grant_role_permissions, set_permissions
from portal.organisation.membership import ADMINISTRATORS, Role
from tests.factories import home_page

pytestmark = pytest.mark.django_db
STRONG = {"add_user", "change_user", "delete_user", "add_group", "change_group", "delete_group"}


def granted(*roles):
    return set(Permission.objects.filter(group__name__in=roles).values_list("codename", flat=True))


def test_the_groups_are_the_roles():
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_opens_the_admin(role):
    assert "access_admin" in granted(role)


@pytest.mark.parametrize("role", list(Role))
def test_no_role_touches_wagtails_own_users_and_groups(role):
    """Whoever could would give themselves everything."""
    assert not STRONG & granted(role)


def test_no_two_administrators_share_a_power_over_the_portal():
    powers = [granted(role) - {"access_admin"} for role in ADMINISTRATORS]

    for power in powers:
        for other in powers:
            assert power is other or not power & other


def test_the_audit_administrator_only_looks():
    assert {name for name in granted(Role.AUDIT_ADMIN) if not name.startswith("view_")} == {
        "access_admin"
    }


def test_editors_write_and_publishers_publish_where_there_is_no_workflow(land, person):
    page = home_page()
    WorkflowPage.objects.all().delete()
    editor = page.permissions_for_user(person(Role.EDITOR, land.city))
    publisher = page.permissions_for_user(person(Role.PUBLISHER, land.city))

    assert (editor.can_edit(), editor.can_add_subpage(), editor.can_publish()) == (
        True,
        True,
        False,
    )
    assert (publisher.can_edit(), publisher.can_publish(), publisher.can_unpublish()) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EDITOR, Role.PUBLISHER}))
def test_nobody_else_touches_pages(land, person, role):
    rights = home_page().permissions_for_user(person(role, land.city))

    assert (rights.can_edit(), rights.can_add_subpage(), rights.can_publish()) == (
        False,
        False,
        False,
    )


def test_what_was_given_by_hand_is_taken_away_by_the_next_migration():
    clerk = Group.objects.get(name=Role.STATION_CLERK)
    clerk.permissions.add(Permission.objects.get(codename="change_user"))
    GroupPagePermission.objects.create(
        group=clerk,
        page=Page.get_first_root_node(),
        permission=Permission.objects.get(codename="publish_page"),
    )
    for config in apps.get_app_configs():
        grant_role_permissions(sender=config, app_config=config, verbosity=0)

    assert granted(Role.STATION_CLERK) == {"access_admin"}
    assert not clerk.page_permissions.exists()


def test_a_permission_that_does_not_exist_is_a_mistake():
    with pytest.raises(Permission.DoesNotExist, match="fly_page"):
        set_permissions(Role.EDITOR, "wagtailcore", ("fly_page",))
