"""Lines that name a parent become nodes of a tree, all new ones written at once.

Treebeard adds node by node and moves what stands behind it; five thousand would take
minutes. Here the new nodes' paths are worked out first: they come after their siblings.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from treebeard.mp_tree import MP_Node

from portal.organisation.imports.outcome import Outcome, Refused
from portal.signals import changed

BATCH = 500


@dataclass
class Wanted:
    """One line: the node's code, that of its parent, and what is said of it.

    `above` None says nothing of the parent; empty says it has none.
    """

    line: int
    code: str
    above: str | None
    values: dict[str, Any]
    check: Callable[[Any, Any], None] | None = None
    """Called with the node and its parent or None; raises ValidationError."""


@dataclass
class Plan:
    """What is to be written."""

    outcome: Outcome
    new: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    parents: list[Any] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    """What differs in any of the changed ones; nothing else of them is written."""


class Planner:
    """Works out what `wanted` changes in the tree of `model`; writes nothing."""

    def __init__(
        self, model: type[MP_Node], *, on: date, may: Callable[[str], bool] = lambda path: True
    ) -> None:
        """`on` dates changes of name; `may` tells whether the node at a path may be touched."""
        self.model, self.on, self.may = model, on, may
        self.nodes: dict[str, Any] = {node.code: node for node in model.objects.all()}
        self.by_path = {node.path: node for node in self.nodes.values()}
        self.last: dict[str, int] = {}
        for path in self.by_path:
            above, step = path[: -model.steplen], self._number(path)
            self.last[above] = max(self.last.get(above, 0), step)
        self.plan = Plan(Outcome())
        self.grown: set[str] = set()

    def take(self, wanted: Iterable[Wanted]) -> Plan:
        """The plan for all of `wanted`, whatever their order."""
        waiting: dict[str, list[Wanted]] = defaultdict(list)
        seen: set[str] = set()
        for one in wanted:
            if one.code in seen:
                self._refuse(one, _("Its code came before in this file."))
                continue
            seen.add(one.code)
            if one.code in self.nodes:
                self._try(self._change, one)
            else:
                waiting[one.above or ""].append(one)
        self._add_below([None, *self.nodes.values()], waiting)
        for rest in waiting.values():
            for one in rest:
                self._refuse(one, _("There is no “{code}” above it.").format(code=one.above))
        self.plan.parents = [self.by_path[path] for path in sorted(self.grown)]
        self.plan.outcome.refused.sort(key=lambda refused: refused.line)
        return self.plan

    def _add_below(self, parents: list[Any], waiting: dict[str, list[Wanted]]) -> None:
        """Add what waits for one of `parents`, and so on downwards."""
        while parents:
            parent = parents.pop()
            mine = waiting.pop(parent.code if parent else "", [])
            for one in sorted(mine, key=lambda wanted: wanted.code):
                node = self._try(partial(self._add, parent=parent), one)
                if node:
                    parents.append(node)

    def _try(self, step: Callable[[Wanted], Any], one: Wanted) -> Any:
        try:
            return step(one)
        except ValidationError as error:
            self._refuse(one, _message(error))
            return None

    def _add(self, one: Wanted, parent: Any) -> Any:
        above = parent.path if parent else ""
        if not self.may(above):
            raise ValidationError(_("You may not add anything there."))
        node = self.model(code=one.code, **one.values)
        self._check(one, node, parent)
        step = self.last.get(above, 0) + 1
        self.last[above] = step
        node.path, node.depth = above + self._key(step), len(above) // self.model.steplen + 1
        node.numchild = 0
        if parent:
            parent.numchild += 1
            if parent.pk:
                self.grown.add(parent.path)
        self.nodes[node.code] = self.by_path[node.path] = node
        self.plan.new.append(node)
        self.plan.outcome.new.append(f"{node.code} {node}")
        return node

    def _change(self, one: Wanted) -> None:
        node = self.nodes[one.code]
        parent = self.by_path.get(node.path[: -self.model.steplen])
        if one.above is not None and one.above != (parent.code if parent else ""):
            raise ValidationError(
                _("It stands elsewhere in the tree, and an import moves nothing.")
            )
        differing = {
            name: value for name, value in one.values.items() if getattr(node, name) != value
        }
        if not differing:
            self.plan.outcome.unchanged += 1
            return
        if not self.may(node.path):
            raise ValidationError(_("You may not change this one."))
        before = {name: getattr(node, name) for name in (*differing, "former_names")}
        self._give(node, differing)
        try:
            self._check(one, node, parent)
        except ValidationError:
            for name, value in before.items():
                setattr(node, name, value)
            raise
        self.plan.changed.append(node)
        self.plan.fields |= {*differing, "former_names"}
        self.plan.outcome.changed.append(f"{node.code} {node}")

    def _give(self, node: Any, values: dict[str, Any]) -> None:
        """Set the values; a new name is one from today on, rows of old keep the earlier one."""
        for name, value in values.items():
            if name == "name" and not node.was_renamed_on(self.on):
                node.take_name(value, since=self.on)
            else:
                setattr(node, name, value)

    def _check(self, one: Wanted, node: Any, parent: Any) -> None:
        relations = [f.name for f in self.model._meta.get_fields() if f.is_relation]
        node.clean_fields(exclude=["path", "depth", "numchild", *relations])
        if one.check:
            one.check(node, parent)

    def _refuse(self, one: Wanted, reason: str) -> None:
        self.plan.outcome.refused.append(Refused(one.line, reason))

    def _number(self, path: str) -> int:
        return int(self.model.numconv_obj().str2int(path[-self.model.steplen :]))

    def _key(self, step: int) -> str:
        key = self.model.numconv_obj().int2str(step)
        if len(key) > self.model.steplen:
            raise ValidationError(_("There is no room for more below one node."))
        return str(key).rjust(self.model.steplen, self.model.alphabet[0])


def _message(error: ValidationError) -> str:
    """All that is wrong in one line, each with the field it is about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return "; ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())


@transaction.atomic
def write(model: type[MP_Node], plan: Plan) -> None:
    """Write what `plan` says, in a handful of queries.

    Of changed nodes only what the lists say: one may have been dissolved since it was read.
    """
    model.objects.bulk_create(plan.new, batch_size=BATCH)
    model.objects.bulk_update(plan.parents, ["numchild"], batch_size=BATCH)
    if plan.changed:
        model.objects.bulk_update(plan.changed, sorted(plan.fields), batch_size=BATCH)
    keys = [node.pk for node in (*plan.new, *plan.changed)]
    if keys:
        changed(model, keys)


def hold(model: type[MP_Node]) -> None:
    """Keep whoever else adds to the tree of `model` waiting until the transaction ends.

    Adding one node moves those behind it: paths worked out meanwhile would lead elsewhere.
    """
    roots = model.objects.filter(depth=1).select_for_update(no_key=True)
    list(roots.order_by("pk").values_list("pk"))
