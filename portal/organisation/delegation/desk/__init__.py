"""The page of one's own delegations in the admin."""
