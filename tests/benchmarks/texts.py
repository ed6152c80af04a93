"""As many texts as one likes, made by putting the sentences of real ones together anew.

Real messages where they lie beside the project, else the demo's own suggestions.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.conftest import PROJECT, SHARED

MESSAGES = SHARED / "data" / "messages"
DEMO = PROJECT / "search" / "demo" / "texts" / "suggestions"
SHORTEST, LONGEST_TITLE = 6, 60
"""Characters."""
SENTENCES = range(4, 12)
"""Of a text: about as long as the real ones, 350 characters in the mean."""
_ENDS = re.compile(r"(?<=[。！？；\n])")


@dataclass(frozen=True)
class Pool:
    """What texts are made of."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]


@cache
def pool() -> Pool:
    """All titles and sentences there are, in a fixed order."""
    pairs = list(_messages() if MESSAGES.exists() else _demo())
    titles = {title.strip()[:LONGEST_TITLE] for title, _body in pairs}
    sentences = {part.strip() for _title, body in pairs for part in _ENDS.split(body)}
    long_enough = (part for part in sentences if len(part) >= SHORTEST)
    return Pool(tuple(sorted(filter(None, titles))), tuple(sorted(long_enough)))


def texts(number: int, *, seed: int = 1) -> Iterator[tuple[str, str]]:
    """`number` titles with bodies; the same ones for the same seed."""
    random, parts = Random(seed), pool()
    for _text in range(number):
        title = random.choice(parts.titles)[: LONGEST_TITLE // 2] + random.choice(parts.titles)
        body = random.choices(parts.sentences, k=random.choice(SENTENCES))
        yield title[:LONGEST_TITLE], "".join(body)


def queries(number: int, *, seed: int = 2) -> list[str]:
    """What people might type: a stretch of two to eight characters out of a title."""
    random, titles = Random(seed), pool().titles
    found = []
    while len(found) < number:
        title = random.choice(titles)
        length = random.randint(2, 8)
        start = random.randrange(max(len(title) - length, 1))
        found.append(title[start : start + length])
    return found


def _messages() -> Iterator[tuple[str, str]]:
    for file in sorted(MESSAGES.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            row = json.loads(line)
            yield row["title"], row["body"]


def _demo() -> Iterator[tuple[str, str]]:
    for file in sorted(DEMO.glob("*.toml")):
        for row in tomllib.loads(file.read_text())["suggestion"]:
            yield row["title"], f"{row['problem']}{row.get('proposal', '')}"
