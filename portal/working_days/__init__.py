"""Working days: the country's calendar, and the days on which offices here differ from it."""
