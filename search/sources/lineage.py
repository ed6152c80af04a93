"""Topics and areas above a topic or area: who looks for the whole finds the parts."""

from collections.abc import Iterable

from treebeard.mp_tree import MP_Node


def lineages(model: type[MP_Node], nodes: Iterable[MP_Node | None]) -> dict[int, tuple[str, ...]]:
    """For each node (by primary key) the codes of itself and of all above, the highest first.

    One query for all of them.
    """
    wanted = {node.pk: node.path for node in nodes if node is not None}
    paths = {path[:end] for path in wanted.values() for end in _ends(model, path)}
    codes = dict(model.objects.filter(path__in=paths).values_list("path", "code")) if paths else {}
    return {
        pk: tuple(codes[path[:end]] for end in _ends(model, path)) for pk, path in wanted.items()
    }


def _ends(model: type[MP_Node], path: str) -> range:
    return range(model.steplen, len(path) + 1, model.steplen)
