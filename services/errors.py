"""What can go wrong while servers are prepared and started."""


class ServiceError(Exception):
    """A server could not be installed, started or stopped; the message says what to do."""
