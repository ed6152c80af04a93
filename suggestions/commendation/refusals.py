"""What is refused about commendations; the text of the error is shown to whoever tried."""


class CommendationRefused(Exception):
    """It cannot be done now, or not like this."""
