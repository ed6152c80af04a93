"""Wagtail's hooks for suggestions: it looks for them in this file only."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from portal.organisation.holdings import UNIT_HOLDINGS
from portal.organisation.menu import (
    GOLDEN_IDEAS_SECTION,
    HANDLING_SECTION,
    INSIGHT_SECTION,
    REVIEW_SECTION,
    SUPERVISION_SECTION,
)
from portal.organisation.waiting import WAITING_WORK
from suggestions.agency.desk import menu as agency_menu
from suggestions.agency.desk.panel import agency_panel
from suggestions.agency.desk.waiting import waiting as waiting_agencies
from suggestions.agency.holdings import holdings as agency_holdings
from suggestions.api.desk import menu as systems_menu
from suggestions.chain.erasing.desk import menu as erasures_menu
from suggestions.clocks.admin import screens as clock_screens
from suggestions.clocks.desk.panel import clocks_panel
from suggestions.clocks.desk.warning import warn_of_unannounced_years
from suggestions.commendation.desk import menu as commendation_menu
from suggestions.contacts.desk.panel import contacts_panel
from suggestions.contacts.desk.waiting import waiting as waiting_contacts
from suggestions.conversion.desk import menu as conversion_menu
from suggestions.conversion.desk.waiting import waiting as waiting_ideas
from suggestions.conversion.passing_on import holdings as action_holdings
from suggestions.desk import menu as desk_menu
from suggestions.desk.waiting import waiting as waiting_desk
from suggestions.duties.desk import menu as duties_menu
from suggestions.duties.desk.panel import duties_panel
from suggestions.duties.desk.waiting import waiting as waiting_duties
from suggestions.duties.passing import holdings as duty_holdings
from suggestions.figures.desk import menu as figures_menu
from suggestions.handling.desk import exclusions as handling_exclusions
from suggestions.handling.desk import menu as handling_menu
from suggestions.handling.desk import screens as handling_screens
from suggestions.handling.desk.panels import ITEM_PANEL
from suggestions.handling.desk.waiting import waiting as waiting_suggestions
from suggestions.handling.passing import holdings
from suggestions.instructions.desk import menu as instructions_menu
from suggestions.instructions.desk.waiting import waiting as waiting_instructions
from suggestions.instructions.passing_on import holdings as instruction_holdings
from suggestions.intake import consents_admin
from suggestions.intake.desk import menu as entry_menu
from suggestions.joint.desk.panel import suggester_panel
from suggestions.paper.desk import menu as paper_menu
from suggestions.paper.desk.panel import paper_panel
from suggestions.paper.desk.waiting import waiting as waiting_paper
from suggestions.paper.passing_on import holdings as sheet_holdings
from suggestions.papers.desk import heads_admin
from suggestions.papers.desk.panel import papers_panel
from suggestions.rating.desk import menu as rating_menu
from suggestions.rating.desk.waiting import waiting as waiting_ratings
from suggestions.replies.desk import menu as replies_menu
from suggestions.replies.desk import templates_admin as reply_templates_admin
from suggestions.replies.desk.panel import rating_panel, replies_panel
from suggestions.replies.desk.waiting import waiting as waiting_replies
from suggestions.review.desk import menu as review_menu
from suggestions.review.desk import templates_admin
from suggestions.review.desk.waiting import waiting as waiting_reviews
from suggestions.review.experts import admin as experts_admin
from suggestions.supervision.desk import menu as supervision_menu
from suggestions.supervision.desk import templates_admin as supervision_admin
from suggestions.supervision.desk.panel import supervision_panel
from suggestions.supervision.desk.waiting import waiting as waiting_supervision
from suggestions.supervision.holdings import holdings as supervision_holdings
from suggestions.systemic.desk import menu as systemic_menu
from suggestions.systemic.desk.panel import systemic_panel
from suggestions.systemic.desk.waiting import waiting as waiting_systemic
from suggestions.workorders.desk import menu as work_orders_menu
from suggestions.workorders.desk.panel import work_order_panel

hooks.register("register_admin_menu_item", handling_menu.section)
hooks.register(HANDLING_SECTION, desk_menu.desk_item)
hooks.register(HANDLING_SECTION, desk_menu.ledger_item)
hooks.register(HANDLING_SECTION, handling_menu.pile_item)
hooks.register(HANDLING_SECTION, entry_menu.entry_item)
hooks.register(HANDLING_SECTION, duties_menu.duties_item)
hooks.register(HANDLING_SECTION, agency_menu.agency_item)
hooks.register(HANDLING_SECTION, work_orders_menu.import_item)
hooks.register("register_settings_menu_item", systems_menu.systems_item)
hooks.register(INSIGHT_SECTION, figures_menu.figures_item)
hooks.register(INSIGHT_SECTION, figures_menu.overdue_item)
hooks.register("register_admin_menu_item", erasures_menu.erasures_item)
hooks.register("register_admin_menu_item", review_menu.section)
hooks.register(REVIEW_SECTION, review_menu.rounds_item)
hooks.register("register_admin_menu_item", review_menu.queue_item)
hooks.register(REVIEW_SECTION, review_menu.second_looks_item)
hooks.register(REVIEW_SECTION, review_menu.pool_item)
hooks.register(REVIEW_SECTION, review_menu.coming_back_item)
hooks.register("register_admin_menu_item", conversion_menu.section)
hooks.register(GOLDEN_IDEAS_SECTION, conversion_menu.ideas_item)
hooks.register(GOLDEN_IDEAS_SECTION, commendation_menu.commendations_item)
hooks.register(GOLDEN_IDEAS_SECTION, instructions_menu.instructions_item)
hooks.register(GOLDEN_IDEAS_SECTION, instructions_menu.reports_item)

hooks.register(UNIT_HOLDINGS, holdings)
hooks.register(UNIT_HOLDINGS, duty_holdings)
hooks.register(UNIT_HOLDINGS, supervision_holdings)
hooks.register(UNIT_HOLDINGS, instruction_holdings)
hooks.register(UNIT_HOLDINGS, action_holdings)
hooks.register(UNIT_HOLDINGS, agency_holdings)
hooks.register(UNIT_HOLDINGS, sheet_holdings)
hooks.register(HANDLING_SECTION, replies_menu.replies_item)
hooks.register(HANDLING_SECTION, rating_menu.queue_item)
hooks.register(HANDLING_SECTION, rating_menu.low_item)
hooks.register(ITEM_PANEL, replies_panel)
hooks.register(ITEM_PANEL, rating_panel)

hooks.register(WAITING_WORK, waiting_desk)
hooks.register(HANDLING_SECTION, paper_menu.station_item)
hooks.register(HANDLING_SECTION, paper_menu.paper_item)
hooks.register(ITEM_PANEL, paper_panel)
hooks.register(WAITING_WORK, waiting_suggestions)
hooks.register(WAITING_WORK, waiting_paper)
hooks.register(WAITING_WORK, waiting_duties)
hooks.register(WAITING_WORK, waiting_replies)
hooks.register(WAITING_WORK, waiting_ratings)
hooks.register(WAITING_WORK, waiting_agencies)
hooks.register(WAITING_WORK, waiting_reviews)
hooks.register(WAITING_WORK, waiting_ideas)
hooks.register(WAITING_WORK, waiting_instructions)

hooks.register(HANDLING_SECTION, handling_menu.withdrawals_item)
hooks.register(ITEM_PANEL, handling_exclusions.panel)
hooks.register(ITEM_PANEL, suggester_panel)
hooks.register(ITEM_PANEL, agency_panel)
hooks.register(ITEM_PANEL, work_order_panel)
hooks.register(ITEM_PANEL, clocks_panel)
hooks.register(ITEM_PANEL, duties_panel)
hooks.register("construct_homepage_panels", warn_of_unannounced_years)

hooks.register(ITEM_PANEL, papers_panel)

hooks.register("register_admin_menu_item", supervision_menu.section)
for entry in supervision_menu.items():
    hooks.register(SUPERVISION_SECTION, entry)
hooks.register(SUPERVISION_SECTION, systemic_menu.systemic_item)
hooks.register(WAITING_WORK, waiting_supervision)
hooks.register(WAITING_WORK, waiting_contacts)
hooks.register(WAITING_WORK, waiting_systemic)
hooks.register(ITEM_PANEL, supervision_panel)
hooks.register(ITEM_PANEL, contacts_panel)
hooks.register(ITEM_PANEL, systemic_panel)

# before any screen asks for one: Wagtail would make and keep a policy of its own
supervision_admin.register_policies()
templates_admin.register_policies()
reply_templates_admin.register_policies()
consents_admin.register_policies()
experts_admin.register_policies()
handling_screens.register_policies()
hooks.register("register_admin_viewset", handling_screens.viewsets)
heads_admin.register_policies()
clock_screens.register_policies()


@hooks.register("register_admin_viewset")
def register_time_limits() -> clock_screens.TimeLimitsGroup:
    """The screens for standards, time limits and special days."""
    return clock_screens.TimeLimitsGroup()


@hooks.register("register_admin_viewset")
def register_reason_templates() -> templates_admin.ReasonTemplateViewSet:
    """The screens for reason templates."""
    return templates_admin.ReasonTemplateViewSet("reason_templates", url_prefix="reason-templates")


@hooks.register("register_admin_viewset")
def register_reply_templates() -> reply_templates_admin.ReplyTemplateViewSet:
    """The screens for reply templates."""
    return reply_templates_admin.ReplyTemplateViewSet(
        "reply_templates", url_prefix="reply-templates"
    )


@hooks.register("register_admin_viewset")
def register_letter_templates() -> templates_admin.LetterTemplateViewSet:
    """The screens for the wording of letters to authors."""
    return templates_admin.LetterTemplateViewSet("letter_templates", url_prefix="letter-templates")


@hooks.register("register_admin_viewset")
def register_experts() -> experts_admin.ExpertViewSet:
    """The screens for the expert pool."""
    return experts_admin.ExpertViewSet("experts", url_prefix="experts")


@hooks.register("register_admin_viewset")
def register_consent_texts() -> consents_admin.ConsentTextViewSet:
    """The screens for the wordings of consents."""
    return consents_admin.ConsentTextViewSet("consent_texts", url_prefix="consent-texts")


@hooks.register("register_admin_viewset")
def register_letterheads() -> heads_admin.PaperHeadViewSet:
    """The screens for letterheads."""
    return heads_admin.PaperHeadViewSet("letterheads", url_prefix="letterheads")


@hooks.register("register_admin_viewset")
def register_wordings_of_supervision() -> supervision_admin.WordingViewSet:
    """The screens for the wordings of letters of supervision."""
    return supervision_admin.WordingViewSet(
        "supervision_wordings", url_prefix="supervision-wordings"
    )


@hooks.register("register_admin_viewset")
def register_rules_for_cases() -> supervision_admin.RuleViewSet:
    """The screens for the rules by which leaders' cases are proposed."""
    return supervision_admin.RuleViewSet("escalation_rules", url_prefix="escalation-rules")


@hooks.register("register_admin_urls")
def register_desks() -> list[URLPattern | URLResolver]:
    """The desks below /admin/."""
    return [
        path("agency/", include("suggestions.agency.desk.urls")),
        path("systems/", include("suggestions.api.desk.urls")),
        path("work-orders/", include("suggestions.workorders.desk.urls")),
        path("entry/", include("suggestions.intake.desk.urls")),
        path("joint/", include("suggestions.joint.desk.urls")),
        path("erasures/", include("suggestions.chain.erasing.desk.urls")),
        path("figures/", include("suggestions.figures.desk.urls")),
        path("desk/", include("suggestions.desk.urls")),
        path("handling/", include("suggestions.handling.desk.urls")),
        path("supervision/", include("suggestions.supervision.desk.urls")),
        path("contacts/", include("suggestions.contacts.desk.urls")),
        path("systemic/", include("suggestions.systemic.desk.urls")),
        path("duties/", include("suggestions.duties.desk.urls")),
        path("replies/", include("suggestions.replies.desk.urls")),
        path("ratings/", include("suggestions.rating.desk.urls")),
        path("paper/", include("suggestions.paper.desk.urls")),
        path("papers/", include("suggestions.papers.desk.urls")),
        path("review/", include("suggestions.review.desk.urls")),
        path("golden-ideas/", include("suggestions.conversion.desk.urls")),
        path("commendations/", include("suggestions.commendation.desk.urls")),
        path("instructions/", include("suggestions.instructions.desk.urls")),
    ]


@hooks.register("register_log_actions")
def register_suggestion_actions(actions: LogActionRegistry) -> None:
    """Names of what is written into Wagtail's history."""
    shown, hidden = _("Overdue board shown to everyone"), _("Overdue board for staff only")
    actions.register_action("suggestions.board_shown", shown, shown)
    actions.register_action("suggestions.board_hidden", hidden, hidden)
