"""Wagtail's hooks for the portal's own pages: it looks for them in this file only."""

from portal.messaging.daily.account import daily_panel
from portal.organisation.hooks import (
    delegations_item,
    lists_item,
    register_organisation,
    register_organisation_actions,
    register_organisation_choosers,
    register_organisation_desks,
    show_acting_panel,
)
from portal.organisation.waiting import add_waiting_panel
from portal.regulations.log_actions import register_regulation_actions
from portal.style.admin import admin_colours

__all__ = [
    "add_waiting_panel",
    "admin_colours",
    "daily_panel",
    "delegations_item",
    "lists_item",
    "register_organisation",
    "register_organisation_actions",
    "register_organisation_choosers",
    "register_organisation_desks",
    "register_regulation_actions",
    "show_acting_panel",
]
