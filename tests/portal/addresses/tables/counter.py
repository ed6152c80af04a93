"""Stations, paper, and entering for others. A superuser oversees it, but types for nobody."""

from portal.organisation.membership import Role
from tests.portal.addresses.line import AGENTS, EVERYONE, NEVER, TYPISTS, Line, bound, to

COUNTER: dict[str, Line] = {
    "entry:receipt": NEVER,  # for who typed it
    "entry:*": to({*AGENTS, Role.EDITOR}, superuser=False),
    "agency:list": to(AGENTS),
    "agency:*": bound(AGENTS),
    "joint:paper": bound(AGENTS),
    "stations:shell": to(EVERYONE),
    "stations:worker": to(EVERYONE),
    "stations:send": NEVER,  # texts of one's own that the browser keeps
    "stations:*": to(TYPISTS, superuser=False),
    "paper:batches": to({*TYPISTS, Role.SUPERVISOR}),
    "paper:batch": bound({*TYPISTS, Role.SUPERVISOR}),
    "paper:picture": bound(TYPISTS, superuser=False),
    "paper:settle": NEVER,  # nothing was typed twice
    "paper:upload": to(TYPISTS, superuser=False),
    "paper:prints": to(TYPISTS, superuser=False),
    "paper:*": bound(TYPISTS, superuser=False),
}
