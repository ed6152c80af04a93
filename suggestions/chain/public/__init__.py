"""The log for everyone: daily roots as pages, JSON and feed, and what they are made of."""
