"""A judged set of our own in BEIR layout: the demo city's texts and questions about them."""

import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from portal.regulations.numerals import to_numeral
from search.demo.reading import text_files
from search.routing.classifying import LEAST_OF_A_LABEL

Row = dict[str, Any]
QUERIES = Path(__file__).with_name("queries.toml")
LAW = "望澜市人民建议征集办法"
VERSIONS = ("2024-03-12", "2025-11-06")
ARTICLES = range(1, 11)
FORMS = (
    "{law}第{chinese}条",
    "《{law}》第{number}条",
    "{law}{number}条",
    "{law}第{chinese}条 规定",
)


def write_judged_set(folder: Path) -> None:
    """Write a folder for each task into `folder`."""
    texts = [text for file in text_files("suggestions") for text in file["suggestion"]]
    asked = tomllib.loads(QUERIES.read_text(encoding="utf-8"))
    bodies = {text["key"]: f"{text['problem']}\n{text.get('proposal', '')}" for text in texts}
    titles = {text["key"]: text["title"] for text in texts}
    corpus = [{"_id": key, "title": titles[key], "text": body} for key, body in bodies.items()]
    begin = Beginnings(titles)

    _write(folder / "known-item", corpus, [
        {"text": text, "right": [begin.key(title)]} for text, title in asked["known-item"].items()
    ])  # fmt: skip
    groups = [[begin.key(title) for title in group] for group in asked["similar"].values()]
    _write(folder / "similar", corpus, [
        _whole(titles, bodies, key) | {"right": [other for other in group if other != key]}
        for group in groups
        for key in group
    ])  # fmt: skip
    single = titles.keys() - {key for group in groups for key in group}
    _write(folder / "resubmitted", [], [
        {"text": text, "self": "new", "duplicate": True, "right": [begin.key(title)]}
        for title, text in asked["resubmitted"].items()
    ] + [
        _whole(titles, bodies, key) | {"duplicate": False, "right": []} for key in sorted(single)
    ])  # fmt: skip
    _write(folder / "article-lookup", list(_articles()), list(_citations()))
    (folder / "routing").mkdir()
    labels = {text["key"]: text["topic"][:2] for text in texts}
    _lines(folder / "routing" / "messages.jsonl.gz", [
        row | {"label": labels[row["_id"]]}
        for row in corpus
        if Counter(labels.values())[labels[row["_id"]]] >= LEAST_OF_A_LABEL
    ])  # fmt: skip


class Beginnings:
    """Texts by the beginning of their titles."""

    def __init__(self, titles: dict[str, str]) -> None:
        """Of the `titles` by key."""
        self.titles = titles

    def key(self, beginning: str) -> str:
        """The one text whose title begins so."""
        (key,) = [key for key, title in self.titles.items() if title.startswith(beginning)]
        return key


def _whole(titles: dict[str, str], bodies: dict[str, str], key: str) -> Row:
    return {"text": f"{titles[key]}\n{bodies[key]}", "self": key}


def _articles() -> Iterable[Row]:
    """Two versions of a law, and another law with the same numbers."""
    for law in (LAW, f"{LAW}实施细则"):
        for day in VERSIONS:
            for number in ARTICLES:
                yield {
                    "_id": f"{law}({day})#{number}",
                    "title": f"{law}第{to_numeral(number)}条",
                    "text": f"依照{LAW}第{to_numeral(number + 1)}条办理，自{day}起施行。",
                    "metadata": {"law": law, "date": day},
                }


def _citations() -> Iterable[Row]:
    for number in ARTICLES:
        for form, words in enumerate(FORMS):
            text = words.format(law=LAW, number=number, chinese=to_numeral(number))
            yield {"text": text, "form": form, "right": [f"{LAW}({VERSIONS[-1]})#{number}"]}


def _write(folder: Path, corpus: list[Row], queries: list[Row]) -> None:
    (folder / "qrels").mkdir(parents=True)
    _lines(folder / "corpus.jsonl.gz", corpus)
    judged, asked = ["query-id\tcorpus-id\tscore"], []
    for number, query in enumerate(queries):
        right = query.pop("right")
        asked.append({"_id": f"q{number}", **query})
        judged += [f"q{number}\t{key}\t1" for key in right]
    (folder / "queries.jsonl").write_text(
        "".join(json.dumps(query, ensure_ascii=False) + "\n" for query in asked), encoding="utf-8"
    )
    (folder / "qrels" / "test.tsv").write_text("\n".join(judged) + "\n", encoding="utf-8")


def _lines(path: Path, rows: list[Row]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
