"""Wagtail's hooks for the portal's own pages: it looks for them in this file only."""

from portal.regulations.log_actions import register_regulation_actions

__all__ = ["register_regulation_actions"]
