"""Health: a restored database in which erased people stand again is not ready for visitors."""

import dataclasses
from datetime import datetime, timedelta

from django.utils import timezone
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable

from suggestions.chain.erasing.repeating import not_repeated

UNDER_WAY_FOR = timedelta(minutes=5)
"""A line is written just before its erasure is committed."""


@dataclasses.dataclass
class ErasuresRepeated(HealthCheck):
    """Whether the database knows every erasure that the file beside it tells of."""

    def run(self) -> None:
        """Raises ServiceUnavailable, with the number of erasures, if one is missing."""
        before = timezone.now() - UNDER_WAY_FOR
        late = [line for line in not_repeated() if datetime.fromisoformat(line.at) < before]
        if late:
            raise ServiceUnavailable(f"{len(late)} erasures are not repeated: repeat_erasures")
