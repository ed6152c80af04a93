"""What a refused step of a duty says."""

import pytest

from suggestions.duties.refusals import DutyRefused


def fault_of(function, *args, **said):
    """The fault for which `function` is refused."""
    with pytest.raises(DutyRefused) as refusal:
        function(*args, **said)
    return refusal.value.fault
