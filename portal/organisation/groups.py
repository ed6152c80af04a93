"""What each role may do in Wagtail beyond its rows: one table, applied after every migration.

The groups are the roles; nobody edits them by hand, and what is not here is taken away
again. Packages above the portal keep their own part of the table in their AppConfig:

    role_permissions = {Role.EDITOR.value: ("add_rubric", "change_rubric")}
"""

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from portal.organisation.membership import Role

EVERYONE = tuple(Role.values)
EDITORS = (Role.EDITOR.value, Role.PUBLISHER.value)
Table = Mapping[str, tuple[str, ...]]

PERMISSIONS: dict[str, Table] = {
    "wagtailadmin": dict.fromkeys(EVERYONE, ("access_admin",)),
    "wagtailredirects": {
        Role.PUBLISHER.value: ("add_redirect", "change_redirect", "delete_redirect"),
    },
    "wagtailcore": {
        Role.SYSTEM_ADMIN.value: (
            "change_site",
            "add_workflow",
            "change_workflow",
            "add_task",
            "change_task",
        ),
    },
    "portal": {
        Role.PUBLISHER.value: ("change_sitedetails",),
        # whoever may look at a kind of rows sees their entries in Wagtail's site history
        Role.AUDIT_ADMIN.value: (
            "view_area",
            "view_contactaccess",
            "view_membership",
            "view_staffaccount",
            "view_topic",
            "view_unit",
        ),
    },
}
"""App label, role, permissions."""

PAGES: Table = {
    Role.EDITOR.value: ("add_page", "change_page"),
    Role.PUBLISHER.value: ("change_page", "publish_page", "lock_page", "unlock_page"),
}
"""On all pages. An editor writes and submits; a publisher corrects and puts on the site."""

FILES: Table = dict.fromkeys(
    EDITORS,
    (
        *("add_image", "change_image", "choose_image"),
        *("add_document", "change_document", "choose_document"),
    ),
)
"""On the pictures and documents of all collections."""


def grant_role_permissions(sender: AppConfig, **kwargs: Any) -> None:
    """Give every role what the tables say about the app that was just migrated."""
    create_permissions(**kwargs)  # Django's own receiver may come after this one
    table = {**PERMISSIONS.get(sender.label, {}), **getattr(sender, "role_permissions", {})}
    for role in EVERYONE:
        set_permissions(role, sender.label, table.get(role, ()))
    pages, files = Page.get_first_root_node(), Collection.get_first_root_node()
    if sender.label == "wagtailcore" and pages:  # an emptied database has no root
        for role in EVERYONE:
            set_page_permissions(role, PAGES.get(role, ()), root=pages)
    if sender.label in ("wagtailimages", "wagtaildocs") and files:
        for role in EVERYONE:
            set_file_permissions(role, sender.label, FILES.get(role, ()), root=files)


def set_permissions(role: str, app_label: str, names: tuple[str, ...]) -> None:
    """Let the role's group have exactly these permissions of the app; raises if one is unknown."""
    group, _made = Group.objects.get_or_create(name=role)
    of_app = Permission.objects.filter(content_type__app_label=app_label)
    wanted = of_app.filter(codename__in=names)
    if missing := set(names) - set(wanted.values_list("codename", flat=True)):
        raise Permission.DoesNotExist(f"{app_label}: {', '.join(sorted(missing))}")
    group.permissions.remove(*of_app.exclude(codename__in=names))
    group.permissions.add(*wanted)


def set_page_permissions(role: str, names: tuple[str, ...], *, root: Page) -> None:
    """Let the role's group have exactly these permissions on the tree of pages."""
    group = Group.objects.get(name=role)
    GroupPagePermission.objects.filter(group=group).exclude(
        page=root, permission__codename__in=names
    ).delete()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=names
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def set_file_permissions(
    role: str, app_label: str, names: tuple[str, ...], *, root: Collection
) -> None:
    """Let the role's group have exactly these permissions of the app on all collections."""
    group = Group.objects.get(name=role)
    of_app = Permission.objects.filter(content_type__app_label=app_label)
    GroupCollectionPermission.objects.filter(group=group, permission__in=of_app).exclude(
        collection=root, permission__codename__in=names
    ).delete()
    for permission in of_app.filter(codename__in=names):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
