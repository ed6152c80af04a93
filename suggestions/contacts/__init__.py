"""Contacts with the author and with others: what was said, when and where; mediation."""
