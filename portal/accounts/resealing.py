"""Resealing: what else is sealed with the keys of CONTACT_KEYS, in packages above this one."""

from collections.abc import Callable

Reseal = Callable[[int], int]
"""Seals up to so many rows anew with the newest key; how many it were."""

ALSO_SEALED: dict[str, Reseal] = {}
"""By what they are called; filled while the apps start."""
