"""The whole interface: every router in its place."""

from suggestions.api.api import api, suggestions
from suggestions.api.work_orders import orders

__all__ = ["api"]

api.add_router("", suggestions)
api.add_router("", orders)
