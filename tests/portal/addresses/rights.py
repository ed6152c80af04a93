"""Who gets in where: one line for each address or group of addresses.

A new address needs a line here (and one in keys.py if it has keys), or the test fails: say who
gets in, and whether its rows belong to units (`bound`: nobody but superusers gets in to a row
of a foreign unit). Superusers get in as well, unless the line says otherwise. Exact names come
before patterns, earlier patterns before later ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from portal.organisation.membership import ADMINISTRATORS, Role

VISITOR, CITIZEN, SUPERUSER = "visitor", "citizen", "superuser"
STAFF = frozenset(Role)
SIGNED_IN = STAFF | {CITIZEN}
EVERYONE = SIGNED_IN | {VISITOR}
CONTENT = {Role.EDITOR, Role.PUBLISHER}
SYSTEM, SECURITY, AUDIT = {Role.SYSTEM_ADMIN}, {Role.SECURITY_ADMIN}, {Role.AUDIT_ADMIN}
KEEPERS = {Role.EDITOR, Role.SYSTEM_ADMIN}
ORGANISERS = {Role.EDITOR, Role.CHAIR}
REPORTERS = {Role.EDITOR, Role.LEADER, Role.SUPERVISOR}
WATCHERS = REPORTERS | {Role.PUBLISHER}
AGENTS = {Role.STATION_CLERK, Role.HANDLER}
REPLIERS = {Role.HANDLER, Role.SUPERVISOR}
TIMEKEEPERS = {Role.SYSTEM_ADMIN, Role.SUPERVISOR}
TIME_READERS = {Role.HANDLER, Role.LEADER, Role.AUDIT_ADMIN}
COMMENDERS = WATCHERS | {Role.CHAIR}
FOLLOWERS = ORGANISERS | {Role.HANDLER, Role.SUPERVISOR}
TYPISTS = frozenset({Role.STATION_CLERK, Role.HANDLER})
SUPERVISED = {Role.SUPERVISOR, Role.LEADER, Role.HANDLER}
SUPERVISING = {Role.SUPERVISOR, Role.LEADER}
DESK = {
    *CONTENT,
    *(Role.STATION_CLERK, Role.HANDLER, Role.SUPERVISOR, Role.CHAIR, Role.LEADER),
}


@dataclass(frozen=True)
class Line:
    """Who gets in to an address."""

    people: frozenset[str]
    bound: bool = False
    superuser: bool = True

    def lets_in(self, person: str, *, foreign: bool) -> bool:
        """Whether `person` (a role's value, or one of the three above) gets in."""
        if person == SUPERUSER:
            return self.superuser
        return person in self.people and not (foreign and self.bound)


def to(people: Iterable[str], *, superuser: bool = True) -> Line:
    """These people, whatever row it is about."""
    return Line(frozenset(people), superuser=superuser)


def bound(people: Iterable[str], *, superuser: bool = True) -> Line:
    """These people, for rows of their own unit."""
    return Line(frozenset(people), bound=True, superuser=superuser)


NEVER = to((), superuser=False)
"""Switched off, leads elsewhere at once, or wants something that nobody has here."""

RIGHTS: dict[str, Line] = {
    # public
    "health*": to(EVERYONE),
    "set_language": to(EVERYONE),
    "proof_challenge": to(EVERYONE),
    "media": to(EVERYONE),
    "wagtail_serve": to(EVERYONE),
    "wagtaildocs_serve": to(EVERYONE),
    "*authenticate_with_password": to(EVERYONE),
    "campaigns:feed": to(EVERYONE),
    "campaigns:rubric": to(EVERYONE),
    "search:*": to(EVERYONE),
    "daily_stop": to(EVERYONE),
    # one's account
    "account_reauthenticate": to(SIGNED_IN),
    "account_email": to(SIGNED_IN),
    "account_change_password": to(SIGNED_IN),
    "account_set_password": to(SIGNED_IN),
    "account_confirm_login_code": to(SIGNED_IN),
    "account_*": to(EVERYONE),
    "mfa_deactivate_totp": NEVER,
    "mfa_view_recovery_codes": NEVER,
    "mfa_download_recovery_codes": NEVER,
    "mfa_*": to(SIGNED_IN),
    "socialaccount_signup": NEVER,
    "socialaccount_connections": to(SIGNED_IN),
    "socialaccount_*": to(EVERYONE),
    "accounts/social/*": to(EVERYONE),
    # suggestions, as citizens see them
    "suggestions:mine": to(SIGNED_IN),
    "suggestions:receipt": NEVER,
    "suggestions:tracked": bound({CITIZEN}, superuser=False),
    "suggestions:letters": bound({CITIZEN}, superuser=False),
    "suggestions:second_look": bound({CITIZEN}, superuser=False),
    "suggestions:withdraw": bound({CITIZEN}, superuser=False),
    "suggestions:messages": bound({CITIZEN}, superuser=False),
    "suggestions:account_messages": to(SIGNED_IN),
    "suggestions:revoke": bound({CITIZEN}, superuser=False),
    "suggestions:complete": bound({CITIZEN}, superuser=False),
    "suggestions:answer": bound({CITIZEN}, superuser=False),
    "suggestions:tracked_rate": bound({CITIZEN}, superuser=False),
    "suggestions:withhold_name": bound({CITIZEN}, superuser=False),
    "suggestions:certificate_picture": bound(COMMENDERS),
    "suggestions:certificate_document": bound(COMMENDERS),
    "suggestions:file": bound(DESK | {CITIZEN}),
    "suggestions:thumbnail": bound(DESK | {CITIZEN}),
    "suggestions:claim": to(SIGNED_IN),
    "suggestions:co_authors": bound({CITIZEN}, superuser=False),
    "suggestions:uninvite": bound({CITIZEN}, superuser=False),
    "suggestions:overdue": NEVER,  # until a publisher shows it
    "suggestions:*": to(EVERYONE),
    # other systems: nobody without a key
    "api_docs": to(EVERYONE),
    "api:openapi-json": to(EVERYONE),
    "api:*": NEVER,
    "api/v1/": NEVER,  # whatever is not there
    "api_nowhere": NEVER,
    "systems:list": to(SYSTEM),
    "systems:*": bound(SYSTEM),
    "workorders:import": to({Role.HANDLER, Role.SUPERVISOR}, superuser=False),
    "workorders:commit": bound({Role.HANDLER, Role.SUPERVISOR}),
    # entering for others, and agents
    "entry:receipt": NEVER,  # for who typed it
    "entry:*": to({*AGENTS, Role.EDITOR}, superuser=False),
    "agency:list": to(AGENTS),
    "agency:*": bound(AGENTS),
    "joint:paper": bound(AGENTS),
    # suggestions, at the desks
    "duties:list": to(DESK),
    "duties:assign_many": to(DESK),
    "duties:assign": bound({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    "duties:take_up": bound({Role.HANDLER}),
    "duties:extend": bound({Role.HANDLER}),
    "duties:extension": bound({Role.SUPERVISOR, Role.LEADER}),
    "duties:*": bound({Role.HANDLER, Role.SUPERVISOR}),
    "replies:approvals": to(DESK),
    "replies:drafts": to(DESK),
    "replies:promises": to(DESK),
    "replies:checks": to(DESK),
    "replies:approve": bound(REPLIERS | {Role.LEADER}),
    "replies:release": bound(CONTENT | {Role.SUPERVISOR}),
    "replies:*": bound(REPLIERS),
    "rating:queue": to(REPLIERS),
    "rating:next": to(REPLIERS),
    "rating:low": to({Role.SUPERVISOR, Role.LEADER}),
    "rating:settle": bound({Role.SUPERVISOR, Role.LEADER}),
    "rating:*": bound(REPLIERS, superuser=False),
    "reply_templates:index*": to(REPLIERS | {Role.EDITOR}),
    "reply_templates:add": to(REPLIERS | {Role.EDITOR}),
    "reply_templates:*": bound(REPLIERS | {Role.EDITOR}),
    "desk:forget": NEVER,  # for who saved it
    "desk:*": to(DESK),
    "clock_rules:index*": to(TIMEKEEPERS | TIME_READERS),
    "clock_rules:add": to(TIMEKEEPERS),
    "clock_rules:edit": to({Role.SYSTEM_ADMIN}),
    "clock_rules:delete": to({Role.SYSTEM_ADMIN}),
    "clock_rules:*": to(TIMEKEEPERS | TIME_READERS),
    "standard_uses:index*": to(TIMEKEEPERS | TIME_READERS),
    "standard_uses:add": to(TIMEKEEPERS),
    "standard_uses:edit": to({Role.SYSTEM_ADMIN}),
    "standard_uses:delete": to({Role.SYSTEM_ADMIN}),
    "standard_uses:*": to(TIMEKEEPERS | TIME_READERS),
    "standards:add": to({Role.SYSTEM_ADMIN}),
    "standards:edit": to({Role.SYSTEM_ADMIN}),
    "standards:delete": to({Role.SYSTEM_ADMIN}),
    "standards:*": to(TIMEKEEPERS | TIME_READERS),
    "special_days:add": to({Role.SYSTEM_ADMIN}),
    "special_days:edit": to({Role.SYSTEM_ADMIN}),
    "special_days:delete": to({Role.SYSTEM_ADMIN}),
    "special_days:*": to(TIMEKEEPERS | {Role.HANDLER}),
    "staff_search": to(DESK),
    "handling:pile": to(DESK),
    "handling:bulk": to(DESK),
    "handling:item": bound(DESK),
    "handling:contact": bound({Role.HANDLER, Role.STATION_CLERK}, superuser=False),
    "handling:classify": bound({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    "handling:step": bound({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    "handling:publish": bound({Role.PUBLISHER}),
    "handling:hide": bound(CONTENT | {Role.SUPERVISOR}),
    "handling:correct": bound(CONTENT),
    "handling:link": bound({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    "handling:unlink": bound({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    "handling:in_hand": bound({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    "handling:undo": bound({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    "handling:release": bound(CONTENT),
    "handling:exclude": bound({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    "handling:take_back_exclusion": bound({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    "handling:withdrawals": to(DESK),
    "handling:dispute_exclusion": NEVER,  # for whom it keeps out
    "handling:decide_exclusion": bound({Role.SUPERVISOR}),
    "legal_channels:*": to({Role.EDITOR, Role.SUPERVISOR}),
    "step_templates:*": to({Role.EDITOR, Role.SUPERVISOR}),
    "word_lists:*": to(CONTENT),
    "papers:file": NEVER,  # none is made there
    "papers:*": bound({Role.HANDLER, Role.SUPERVISOR}),
    "letterheads:*": bound({Role.SUPERVISOR, Role.EDITOR}),
    "figures:publish_overdue": to({Role.PUBLISHER}),
    "figures:*": to(DESK - {Role.STATION_CLERK, Role.CHAIR}),
    "said_before:screening": bound(DESK),
    "said_before:review": bound({Role.REVIEWER}, superuser=False),
    "routing:screening": bound(DESK),
    "said_before:verdicts": to({Role.EDITOR, Role.SUPERVISOR}),
    "hot_issues:issue": bound({Role.EDITOR, Role.SUPERVISOR}),
    "hot_issues:*": to({Role.EDITOR, Role.SUPERVISOR}),
    # supervision, contacts, systemic issues
    "supervision:write_letter": to({Role.SUPERVISOR}, superuser=False),
    "supervision:letters": to(SUPERVISED),
    "supervision:letter*": bound(SUPERVISED),
    "supervision:cases": to(SUPERVISED),
    "supervision:case*": bound(SUPERVISED),
    "supervision:take_on": bound(SUPERVISING),
    "supervision:set_aside": bound(SUPERVISING),
    "supervision:people": bound(SUPERVISED),
    "supervision:put_on_agenda": bound(SUPERVISING),
    "supervision:call_sitting": bound(SUPERVISING, superuser=False),
    "supervision:sitting*": bound(SUPERVISING),
    "supervision:item*": bound(SUPERVISING),
    "supervision:decision*": bound(SUPERVISED),
    "supervision:*": to(SUPERVISED),
    "supervision_wordings:*": to({Role.SUPERVISOR}),
    "escalation_rules:*": to({Role.SUPERVISOR}),
    "contacts:due": to(DESK),
    "contacts:*": bound(SUPERVISED | {Role.STATION_CLERK}),
    "systemic:list": to(SUPERVISED | CONTENT),
    "systemic:open": to({Role.SUPERVISOR, Role.EDITOR}, superuser=False),
    "systemic:*": bound(SUPERVISED | CONTENT),
    "review:rounds": to(ORGANISERS),
    "review:choose_campaign": to(ORGANISERS),
    "review:open_round": bound(ORGANISERS, superuser=False),
    "review:close_round": bound(ORGANISERS, superuser=False),
    "review:unassign": bound(ORGANISERS, superuser=False),
    "review:bulk_decide": bound({Role.CHAIR}, superuser=False),
    "review:mine": to({Role.REVIEWER}, superuser=False),
    "review:score": bound({Role.REVIEWER}, superuser=False),
    "review:reopen": bound({Role.REVIEWER}, superuser=False),
    "review:confirm": bound({Role.REVIEWER}, superuser=False),
    "review:save_score": bound({Role.REVIEWER}, superuser=False),
    "review:abstain": bound({Role.REVIEWER}, superuser=False),
    "review:declare": bound({Role.REVIEWER}, superuser=False),
    "review:move_assignments": bound(ORGANISERS),
    "review:replace_reviewer": bound(ORGANISERS, superuser=False),
    "review:interests": to({Role.REVIEWER}, superuser=False),
    "review:end_interest": bound({Role.REVIEWER}, superuser=False),
    "review:shortlist": bound(ORGANISERS, superuser=False),
    "review:second_looks": to(ORGANISERS),
    "review:pool": to(ORGANISERS),
    "review:coming_back": to(ORGANISERS),
    "review:*": bound(ORGANISERS),
    "experts:*": to(ORGANISERS),
    "expert_matches:suggestion": bound(ORGANISERS),
    "commendation:list": to(COMMENDERS | {Role.HANDLER, Role.REVIEWER}),
    "commendation:draft": to({Role.EDITOR}, superuser=False),
    "commendation:page": bound(COMMENDERS | {Role.HANDLER}),
    "commendation:act": bound({Role.PUBLISHER}, superuser=False),
    "commendation:nominate": bound({Role.EDITOR, Role.HANDLER}, superuser=False),
    "commendation:nominee": bound({Role.EDITOR}, superuser=False),
    "commendation:objection": bound(COMMENDERS),
    "commendation:contact": bound({Role.EDITOR, Role.SUPERVISOR}, superuser=False),
    "instructions:list": to(WATCHERS | {Role.HANDLER}),
    "instructions:write": bound({Role.EDITOR, Role.LEADER}, superuser=False),
    "instructions:instruction": bound(WATCHERS | {Role.HANDLER}),
    "instructions:act": bound({Role.EDITOR}, superuser=False),
    "instructions:reports": to(REPORTERS),
    "instructions:draft_report": to({Role.EDITOR}, superuser=False),
    "instructions:put_in": bound({Role.EDITOR}, superuser=False),
    "instructions:send_report": bound({Role.EDITOR}, superuser=False),
    "instructions:report_item": bound({Role.EDITOR}, superuser=False),
    "instructions:*": bound(REPORTERS),
    # the counter: a superuser oversees it, but types for nobody
    "stations:shell": to(EVERYONE),
    "stations:worker": to(EVERYONE),
    "stations:send": NEVER,  # texts of one's own that the browser keeps
    "stations:*": to(TYPISTS, superuser=False),
    "paper:batches": to({*TYPISTS, Role.SUPERVISOR}),
    "paper:batch": bound({*TYPISTS, Role.SUPERVISOR}),
    "paper:picture": bound(TYPISTS, superuser=False),
    "paper:settle": NEVER,  # nothing was typed twice
    "paper:upload": to(TYPISTS, superuser=False),
    "paper:prints": to(TYPISTS, superuser=False),
    "paper:*": bound(TYPISTS, superuser=False),
    "reason_templates:*": to(ORGANISERS),
    "letter_templates:*": to(ORGANISERS),
    "asked_queries": to(CONTENT),
    "synonyms:*": to(CONTENT),
    "picks:*": to(CONTENT),
    "consent_texts:add": to({Role.PUBLISHER}),
    "consent_texts:*": to(CONTENT),
    "erasures:list": to(SECURITY | AUDIT),
    "erasures:erase": bound(SECURITY),
    "conversion:ideas": to(FOLLOWERS),
    "conversion:todo": to(FOLLOWERS),
    "conversion:figures": to(FOLLOWERS),
    "conversion:lists": to({Role.EDITOR}),
    "conversion:list": bound({Role.EDITOR}),
    "conversion:propose": bound(FOLLOWERS - {Role.SUPERVISOR}, superuser=False),
    "conversion:go_on": bound(FOLLOWERS),
    "conversion:*": bound(FOLLOWERS),
    "rubrics:index*": to({*CONTENT, Role.CHAIR, Role.REVIEWER}),
    "rubrics:inspect": to({*CONTENT, Role.CHAIR, Role.REVIEWER}),
    "rubrics:*": to(ORGANISERS),
    # the organisation
    "organisation:*": to(EVERYONE),
    "organisation_lists:lists": to(SYSTEM),
    "organisation_lists:list": NEVER,  # one's own uploads only
    "delegations:delegations": to(STAFF, superuser=False),
    "delegations:take_back": NEVER,  # one's own delegations only
    "acting:choose": NEVER,  # one's own units only
    "service_windows:index*": to(KEEPERS),
    "service_windows:add": to(KEEPERS),
    "service_windows:*": bound(KEEPERS),
    "leaders:index*": to({Role.EDITOR}),
    "leaders:add": to({Role.EDITOR}),
    "leaders:*": bound({Role.EDITOR}),
    "units:index*": to(ADMINISTRATORS),
    "units:inspect": bound(ADMINISTRATORS),
    "units:add": to(SYSTEM),
    "units:delete": to(()),
    "units:*": bound(SYSTEM),
    "areas:index*": to(ADMINISTRATORS),
    "areas:inspect": to(ADMINISTRATORS),
    "areas:delete": to(()),
    "areas:*": to(SYSTEM),
    "topics:index*": to(ADMINISTRATORS),
    "topics:inspect": to(ADMINISTRATORS),
    "topics:delete": to(()),
    "topics:*": to(SYSTEM),
    "memberships:index*": to(ADMINISTRATORS),
    "memberships:inspect": bound(ADMINISTRATORS),
    "memberships:add": to(SECURITY),
    "memberships:delete": to(()),
    "memberships:*": bound(SECURITY),
    "staffaccount:index*": to(ADMINISTRATORS),
    "staffaccount:inspect": bound(ADMINISTRATORS),
    "staffaccount:add": to(SYSTEM),
    "staffaccount:delete": to(()),
    "staffaccount:second_factor": bound(SECURITY),
    "staffaccount:*": bound(SYSTEM),
    "contact_access:*": to(AUDIT),
    "unit_chooser:create": to(SYSTEM),
    "area_chooser:create": to(SYSTEM),
    "topic_chooser:create": to(SYSTEM),
    "unit_chooser:*": to(STAFF),
    "area_chooser:*": to(STAFF),
    "topic_chooser:*": to(STAFF),
    # content, in Wagtail
    "wagtailadmin_pages:add": to({Role.EDITOR}),
    "wagtailadmin_pages:preview_on_add": to({Role.EDITOR}),
    "wagtailadmin_pages:add_subpage": to({Role.EDITOR}),
    "wagtailadmin_pages:unpublish": to({Role.PUBLISHER}),
    "wagtailadmin_pages:move": to({Role.PUBLISHER}),
    "wagtailadmin_pages:set_privacy": to({Role.PUBLISHER}),
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

FAULTY = {
    "wagtailadmin_error_test": "raises an error on purpose",
    "wagtailredirects:process_import": "fails if no file was uploaded before",
    "wagtaildocs:create_multiple_from_uploaded_document": "fails without a title",
}
"""Addresses of Wagtail's own that break when asked with nothing in hand; only visitors ask."""


def pattern_of(name: str) -> str | None:
    """The first part of the line for the address `name`; None if it has none."""
    if name in RIGHTS:
        return name
    return next((pattern for pattern in RIGHTS if fnmatchcase(name, pattern)), None)
