"""Matching: whose field a suggestion is reads it, as far as the loads allow.

The largest number of such pairs under given loads is a maximum flow between suggestions and
reviewers; it is found along augmenting paths (Ford and Fulkerson, Maximal flow through a network,
Canadian Journal of Mathematics 8, 1956). Reviewers whom a search without success has reached are
left out of all later ones: no path leads from them to anyone with room any more.
"""

import random
from collections.abc import Callable, Collection, Mapping, Sequence

from suggestions.review.holding import NOBODY, Holding

Fitting = Mapping[int, Collection[int]]
"""Reviewers by suggestion: whose field it is. Suggestions of no one's field may be left out."""


def match(
    holding: Holding,
    suggestions: Sequence[int],
    fitting: Fitting,
    per_suggestion: int,
    targets: Mapping[int, int],
    *,
    seed: int,
) -> None:
    """Give suggestions to those whose field they are, up to everyone's load in `targets`.

    The hardest to place come first: those whom the fewest know. Who of two has one more than
    the other is open, so both may come to that; what is too much is evened out afterwards.
    """
    dead: set[int] = set()
    given = {target for key, target in targets.items() if target > holding.loads[key]}
    most = {key: target + (target + 1 in given) for key, target in targets.items()}

    def below(reviewer: int) -> bool:
        return holding.loads[reviewer] < most[reviewer] and holding.has_room(reviewer)

    for suggestion in _hardest_first(suggestions, fitting, seed):
        for _place in range(per_suggestion - len(holding.share.get(suggestion, ()))):
            barred = holding.barred(suggestion)
            knowing = [key for key in fitting[suggestion] if key not in barred and key not in dead]
            if free := [key for key in knowing if below(key)]:
                holding.give(suggestion, min(free, key=lambda key: (holding.loads[key], key)))
            elif not (knowing and _augment(holding, suggestion, knowing, fitting, below, dead)):
                break


def _hardest_first(suggestions: Sequence[int], fitting: Fitting, seed: int) -> list[int]:
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose, nothing secret
    wanted = [suggestion for suggestion in suggestions if fitting.get(suggestion)]
    dice.shuffle(wanted)
    return sorted(wanted, key=lambda suggestion: len(fitting[suggestion]))


def _augment(
    holding: Holding,
    suggestion: int,
    knowing: Sequence[int],
    fitting: Fitting,
    below: Callable[[int], bool],
    dead: set[int],
) -> bool:
    """Make room with one of `knowing` by passing on along the fields; False if there is no way."""
    tried = set(dead)
    path = holding.path(
        knowing,
        below,
        offered=lambda giver: [
            one for one in holding.held[giver] if giver in fitting.get(one, NOBODY)
        ],
        among=lambda one: fitting.get(one, NOBODY),
        reached=tried,
    )
    if path is None:
        dead |= tried
        return False
    for step in path:
        holding.pass_on(step)
    holding.give(suggestion, path[0][1])
    return True


def swap(holding: Holding, fitting: Fitting) -> None:
    """Mend what filling up has spoilt: two reviewers exchange where one of them gains a match.

    Afterwards nobody reads something foreign to them while another, who could read that as
    well, has what is their field and not the other's. Loads stay as they are.
    """
    spare = {
        reviewer: {one for one in held if reviewer not in fitting.get(one, NOBODY)}
        for reviewer, held in holding.held.items()
    }
    for suggestion in list(holding.share):
        for reviewer in list(holding.share[suggestion]):
            if reviewer not in fitting.get(suggestion, NOBODY):
                _exchange(holding, suggestion, reviewer, fitting, spare)


def _exchange(
    holding: Holding,
    suggestion: int,
    reviewer: int,
    fitting: Fitting,
    spare: dict[int, set[int]],
) -> None:
    """Let one who knows `suggestion` have it for something foreign that `reviewer` may read."""
    barred = holding.barred(suggestion)
    for other in sorted(key for key in fitting.get(suggestion, NOBODY) if key not in barred):
        for foreign in sorted(spare.get(other, NOBODY)):
            if reviewer in holding.barred(foreign):
                continue
            holding.pass_on((suggestion, reviewer, other))
            holding.pass_on((foreign, other, reviewer))
            spare[reviewer].discard(suggestion)
            spare[other].discard(foreign)
            if reviewer not in fitting.get(foreign, NOBODY):
                spare[reviewer].add(foreign)
            return
