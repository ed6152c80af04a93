"""Time limits and working days."""

from portal.organisation.membership import Role
from tests.portal.addresses.line import TIME_READERS, TIMEKEEPERS, Line, to

CLOCKS: dict[str, Line] = {
    "clock_rules:index*": to(TIMEKEEPERS | TIME_READERS),
    "clock_rules:add": to(TIMEKEEPERS),
    "clock_rules:edit": to({Role.SYSTEM_ADMIN}),
    "clock_rules:delete": to({Role.SYSTEM_ADMIN}),
    "clock_rules:history*": to(TIMEKEEPERS),
    "clock_rules:usage": to({Role.SYSTEM_ADMIN}),
    "standard_uses:index*": to(TIMEKEEPERS | TIME_READERS),
    "standard_uses:add": to(TIMEKEEPERS),
    "standard_uses:edit": to({Role.SYSTEM_ADMIN}),
    "standard_uses:delete": to({Role.SYSTEM_ADMIN}),
    "standard_uses:history*": to(TIMEKEEPERS),
    "standard_uses:usage": to({Role.SYSTEM_ADMIN}),
    "standards:add": to({Role.SYSTEM_ADMIN}),
    "standards:edit": to({Role.SYSTEM_ADMIN}),
    "standards:delete": to({Role.SYSTEM_ADMIN}),
    "standards:history*": to({Role.SYSTEM_ADMIN}),
    "standards:usage": to({Role.SYSTEM_ADMIN}),
    "standards:*": to(TIMEKEEPERS | TIME_READERS),
    "special_days:add": to({Role.SYSTEM_ADMIN}),
    "special_days:edit": to({Role.SYSTEM_ADMIN}),
    "special_days:delete": to({Role.SYSTEM_ADMIN}),
    "special_days:history*": to({Role.SYSTEM_ADMIN}),
    "special_days:usage": to({Role.SYSTEM_ADMIN}),
    "special_days:*": to(TIMEKEEPERS | {Role.HANDLER}),
}
