"""Wagtail's hooks for the portal's own pages: it looks for them in this file only."""

from portal.organisation.hooks import (
    register_organisation,
    register_organisation_actions,
    register_organisation_choosers,
)
from portal.regulations.log_actions import register_regulation_actions

__all__ = [
    "register_organisation",
    "register_organisation_actions",
    "register_organisation_choosers",
    "register_regulation_actions",
]
