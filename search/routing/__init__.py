"""Routing: the topic and the unit that a new suggestion may belong to, as those handled teach."""
