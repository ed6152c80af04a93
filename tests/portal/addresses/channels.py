"""What came through other doors than the web, at one unit, for the addresses that name it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from suggestions.api.key import Scope, make_key
from suggestions.joint.inviting import invite, token_of
from tests.factories import (
    AgencyFactory,
    ConnectedSystemFactory,
    SuggestionFactory,
    UserFactory,
    WorkOrderFactory,
)


def channels_of(campaign: Any) -> SimpleNamespace:
    """An agency, a system with its key and work order, and an invitation."""
    now = timezone.now()
    system = ConnectedSystemFactory(campaign=campaign)
    key, _text = make_key(
        system,
        name="热线",
        scopes=[Scope.SUBMIT],
        expires_on=timezone.localdate() + timedelta(days=9),
        by=None,
        at=now,
    )
    served = SuggestionFactory(campaign=campaign)
    joint = SuggestionFactory(campaign=campaign)
    return SimpleNamespace(
        agency=AgencyFactory(suggestion=served, agent=UserFactory()),
        api_key=key,
        work_order=WorkOrderFactory(system=system),
        join_token=token_of(invite(joint, ["老李"], at=now)[0]),
    )
