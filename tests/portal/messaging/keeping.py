"""A gateway of one's own for tests: keeps what it takes; may be out of reach."""

from typing import ClassVar

from portal.messaging.failures import TemporaryFailure
from portal.messaging.sms.wording import Sms

KEEPING = "tests.portal.messaging.keeping.KeepingGateway"


class KeepingGateway:
    """The gateway is made anew for each message, so what it took belongs to the class."""

    taken: ClassVar[list[Sms]] = []
    is_down: ClassVar[bool] = False

    def send(self, sms: Sms) -> None:
        """Keep `sms`, or fail as a gateway does that nobody answers at."""
        if KeepingGateway.is_down:
            raise TemporaryFailure("ConnectTimeout")
        KeepingGateway.taken.append(sms)
