"""The board of overdue work: for staff, and in public where a publisher shows it."""
