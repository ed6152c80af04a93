"""The tree of topics as it is and as a version wants it; nothing is written here."""

from collections.abc import Iterable, Mapping

from portal.organisation.imports.outcome import Outcome
from portal.organisation.topic import Topic

Names = tuple[str, ...]
"""A topic's names from the first level down."""

SEPARATOR = "／"


class TopicTree:
    """All topics by their names, and what a version changes in them."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        """`topics` are all there are, retired ones too."""
        self.nodes: dict[Names, Topic] = {}
        self.codes: set[str] = set()
        self.last: dict[str, int] = {}
        by_path: dict[str, Names] = {}
        for topic in sorted(topics, key=lambda topic: topic.path):
            above = topic.path[: -topic.steplen]
            names = (*by_path.get(above, ()), topic.name)
            by_path[topic.path] = names
            self.codes.add(topic.code)
            step = int(Topic.numconv_obj().str2int(topic.path[-topic.steplen :]))
            self.last[above] = max(step, self.last.get(above, 0))
            twin = self.nodes.get(names)
            if twin is None or twin.valid_until:
                self.nodes[names] = topic
        self.new: list[Topic] = []
        self.revived: list[Topic] = []
        self.retired: list[Topic] = []
        self.grown: list[Topic] = []

    def take(self, wanted: Mapping[Names, object], outcome: Outcome) -> None:
        """Make the tree have exactly `wanted`, those above coming first; told in `outcome`."""
        there = dict(self.nodes)
        for names in wanted:
            topic = there.get(names)
            if topic is None:
                self._add(names)
                outcome.new.append(SEPARATOR.join(names))
            elif topic.valid_until:
                self.revived.append(topic)
                outcome.changed.append(SEPARATOR.join(names))
            else:
                outcome.unchanged += 1
        for names, topic in there.items():
            if names not in wanted and not topic.valid_until:
                self.retired.append(topic)
                outcome.retired.append(SEPARATOR.join(names))

    def _add(self, names: Names) -> None:
        above = self.nodes.get(names[:-1])
        path = above.path if above else ""
        step = self.last[path] = self.last.get(path, 0) + 1
        key = str(Topic.numconv_obj().int2str(step)).rjust(Topic.steplen, Topic.alphabet[0])
        topic = Topic(name=names[-1], code=self._code(above, step))
        topic.path, topic.depth, topic.numchild = path + key, len(names), 0
        if above:
            above.numchild += 1
            if above.pk and above not in self.grown:
                self.grown.append(above)
        self.nodes[names] = topic
        self.new.append(topic)

    def _code(self, above: Topic | None, step: int) -> str:
        """The next free code below `above`: two digits for each level, such as 030412."""
        prefix = above.code if above else ""
        code = f"{prefix}{step:02}"
        while code in self.codes:
            step += 1
            code = f"{prefix}{step:02}"
        self.codes.add(code)
        return code
