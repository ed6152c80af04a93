"""Finding suggestions again, and what the public search is told."""

from portal.organisation.membership import Role
from tests.portal.addresses.line import CONTENT, DESK, Line, bound, to

SEARCH: dict[str, Line] = {
    "staff_search": to(DESK),
    "said_before:screening": bound(DESK),
    "said_before:review": bound({Role.REVIEWER}, superuser=False),
    "routing:screening": bound(DESK),
    "said_before:verdicts": to({Role.EDITOR, Role.SUPERVISOR}),
    "hot_issues:issue": bound({Role.EDITOR, Role.SUPERVISOR}),
    "hot_issues:*": to({Role.EDITOR, Role.SUPERVISOR}),
    "asked_queries": to(CONTENT),
    "synonyms:*": to(CONTENT),
    "picks:*": to(CONTENT),
}
