"""Outgoing messages: what authors are told, by which way, when, and what they need not hear."""
