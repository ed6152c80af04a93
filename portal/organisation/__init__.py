"""Units in four tiers, areas, topics, memberships and roles."""
