"""Connected systems, erasures, Wagtail's settings, and what everyone in the admin opens."""

from portal.organisation.membership import Role
from tests.portal.addresses.line import (
    AUDIT,
    EVERYONE,
    NEVER,
    SECURITY,
    STAFF,
    SYSTEM,
    Line,
    bound,
    to,
)

SYSTEM_PAGES: dict[str, Line] = {
    # connected systems
    "systems:list": to(SYSTEM),
    "systems:*": bound(SYSTEM),
    "workorders:import": to({Role.HANDLER, Role.SUPERVISOR}, superuser=False),
    "workorders:commit": bound({Role.HANDLER, Role.SUPERVISOR}),
    # erasures
    "erasures:list": to(SECURITY | AUDIT),
    "erasures:erase": bound(SECURITY),
    # the system, in Wagtail
    "wagtailadmin_workflows:disable*": to(()),
    "wagtailadmin_workflows:usage*": to(()),
    "wagtailadmin_workflows:*": to(SYSTEM),
    "wagtailsites:add": to(()),
    "wagtailsites:delete": to(()),
    "wagtailsites:copy": to(()),
    "wagtailsites:*": to(SYSTEM),
    "wagtailadmin_collections:*": to(()),
    "wagtailusers_*": to(()),
    # for everyone in the admin
    "admin_login": NEVER,
    "page_login": NEVER,
    "wagtailadmin_login": NEVER,
    "wagtailcore_login": NEVER,
    "admin_logout": to(EVERYONE),
    "wagtailadmin_logout": to(EVERYONE),
    "admin_password_reset": to(EVERYONE),
    "wagtailadmin_password_reset*": to(EVERYONE),
    "wagtailadmin_sprite": to(EVERYONE),
    "wagtailadmin_javascript_catalog": to(EVERYONE),
    "wagtailadmin_home": to(STAFF),
    "wagtailadmin_account": to(STAFF),
    "wagtailadmin_dismissibles": to(STAFF),
    "admin/test404/": to(STAFF),
    "admin/^.*/$": NEVER,
    "style": to(STAFF),
}
