"""Why a step of following up was refused; the message is for the person who tried."""


class FollowUpRefused(Exception):
    """The step cannot be taken as things stand."""


class AlreadyReported(FollowUpRefused):
    """Somebody has handed in the report for this period."""
