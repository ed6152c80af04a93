"""Reading a folder: corpus.jsonl.gz, queries.jsonl, qrels/test.tsv."""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS = "corpus.jsonl.gz"
QUERIES = "queries.jsonl"
JUDGEMENTS = Path("qrels") / "test.tsv"

Row = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """One query with the relevance of documents by id; unjudged ones are not relevant."""

    query: Row
    relevance: dict[str, int]

    @property
    def text(self) -> str:
        """What was asked."""
        return str(self.query["text"])


def corpus(folder: Path) -> Iterator[Row]:
    """The documents of `folder`, each with _id, title and text. Raises OSError."""
    with gzip.open(folder / CORPUS, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def judged_queries(folder: Path) -> list[Judged]:
    """The queries of `folder` in its order. Raises OSError."""
    relevance: dict[str, dict[str, int]] = {}
    with (folder / JUDGEMENTS).open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            relevance.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    with (folder / QUERIES).open(encoding="utf-8") as lines:
        queries = [json.loads(line) for line in lines]
    return [Judged(query, relevance.get(str(query["_id"]), {})) for query in queries]
