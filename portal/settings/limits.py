"""Limits on what anybody may write: (times, seconds), several at once.

For one signed-in account, for one client address with a proof of work, and for one without (no
JavaScript: then held for screening). A village hall or a mobile carrier is one address for many:
200 people an hour must get through.
"""

MINUTE, HOUR = 60, 3600
WRITE_LIMITS = {
    "submit": {
        "account": [(20, MINUTE), (300, HOUR)],
        "proven": [(60, MINUTE), (1200, HOUR)],
        "unproven": [(20, MINUTE), (300, HOUR)],
    },
    # a day's forms of a station, sent when its network is back
    "station": {
        "account": [(120, MINUTE), (2000, HOUR)],
        "proven": [(20, MINUTE), (300, HOUR)],
        "unproven": [(20, MINUTE), (300, HOUR)],
    },
    "signup": {
        "account": [(5, HOUR)],
        "proven": [(10, MINUTE), (200, HOUR)],
        "unproven": [(5, MINUTE), (60, HOUR)],
    },
    "track": {
        "account": [(30, MINUTE), (200, HOUR)],
        "proven": [(30, MINUTE), (200, HOUR)],
        "unproven": [(30, MINUTE), (200, HOUR)],
    },
    # objections to a commendation: rare, and each is answered by somebody
    "objection": {
        "account": [(5, MINUTE), (20, HOUR)],
        "proven": [(5, MINUTE), (40, HOUR)],
        "unproven": [(2, MINUTE), (10, HOUR)],
    },
    # codes of certificates: more tries than anyone needs, far fewer than guessing takes
    "certificate": {
        "account": [(20, MINUTE), (100, HOUR)],
        "proven": [(20, MINUTE), (100, HOUR)],
        "unproven": [(20, MINUTE), (100, HOUR)],
    },
    # receipt and phone of what was handed in for somebody: few tries, each is written down
    "claim": {
        "account": [(5, MINUTE), (20, HOUR)],
        "proven": [(5, MINUTE), (20, HOUR)],
        "unproven": [(5, MINUTE), (20, HOUR)],
    },
    # co-authors who confirm; a station's computer is shared by a whole meeting
    "joint": {
        "account": [(30, MINUTE), (200, HOUR)],
        "proven": [(30, MINUTE), (200, HOUR)],
        "unproven": [(30, MINUTE), (200, HOUR)],
    },
    # other systems: requests of one key, and requests without a key that holds by one address
    "api": {"key": [(120, MINUTE), (3000, HOUR)], "no_key": [(20, MINUTE), (100, HOUR)]},
}
CLAIMS_OF_RECEIPT = (10, 24 * HOUR)
"""Wrong tries at one receipt by whatever account: a number is not found by trying them all."""
