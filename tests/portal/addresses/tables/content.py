"""Pages, pictures, documents and texts that are published."""

from portal.organisation.membership import Role
from tests.portal.addresses.line import AUDIT, CONTENT, NEVER, Line, to

CONTENT_PAGES: dict[str, Line] = {
    "consent_texts:add": to({Role.PUBLISHER}),
    "consent_texts:*": to(CONTENT),
    "wagtailadmin_pages:add": to({Role.EDITOR}),
    "wagtailadmin_pages:preview_on_add": to({Role.EDITOR}),
    "wagtailadmin_pages:add_subpage": to({Role.EDITOR}),
    "wagtailadmin_pages:unpublish": to({Role.PUBLISHER}),
    "wagtailadmin_pages:move": to({Role.PUBLISHER}),
    "wagtailadmin_pages:set_privacy": NEVER,  # of campaigns and the pages above them
    "wagtailadmin_pages:*lock": to({Role.PUBLISHER}),
    "wagtailadmin_pages:revisions_unschedule": to({Role.PUBLISHER}),
    "wagtailadmin_pages:delete": to(()),
    "wagtailadmin_pages:set_page_position": to(()),
    "wagtailadmin_pages:convert_alias": NEVER,
    "wagtailadmin_pages:workflow_action": to({Role.EDITOR}),  # whose task it is
    "wagtailadmin_pages:collect_workflow_action_data": to({Role.EDITOR}),
    "wagtailadmin_pages:workflow_preview": to({Role.EDITOR}),
    "wagtailadmin_pages:*": to(CONTENT),
    "wagtailadmin_api:pages:action": to(()),
    "wagtailadmin_api:*:find": NEVER,
    "wagtailadmin_api:*": to(CONTENT),
    "wagtailadmin_explore*": to(CONTENT),
    "wagtailadmin_choose_page*": to(CONTENT),
    "wagtailadmin_tag*": to(CONTENT),
    "wagtailadmin_block_preview": NEVER,
    "wagtailadmin_editing_sessions:*": to(CONTENT),
    "wagtail_bulk_action": NEVER,
    "wagtailembeds:*": to(CONTENT),
    "wagtailimages:url_generator*": NEVER,
    "wagtailimages:*uploaded*": to({Role.EDITOR}, superuser=False),
    "wagtailimages:delete_upload_multiple": to({Role.EDITOR}, superuser=False),
    "wagtailimages*": to(CONTENT),
    "wagtaildocs:*uploaded*": to({Role.EDITOR}, superuser=False),
    "wagtaildocs:delete_upload_multiple": to({Role.EDITOR}, superuser=False),
    "wagtaildocs*": to(CONTENT),
    "wagtailredirects:*": to({Role.PUBLISHER}),
    "wagtailsettings:preview_on_edit": NEVER,
    "wagtailsettings:*": to({Role.PUBLISHER}),
    "wagtailadmin_reports:site_history*": to(CONTENT | AUDIT),
    "wagtailadmin_reports:locked_pages*": to({Role.PUBLISHER}),
    "wagtailadmin_reports:*": to(CONTENT),
    "wagtailsnippets:index": NEVER,
}
