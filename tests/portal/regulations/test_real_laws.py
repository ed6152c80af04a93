"""The private law texts: every one, counted independently of the parser."""

import re
import time

import pytest

from portal.regulations.decoding import decode
from portal.regulations.documents import parse_document
from portal.regulations.folders import import_files, law_files
from portal.regulations.importing import Outcome
from portal.regulations.pages import RegulationPage
from portal.regulations.parser import chapters, parse_body
from portal.regulations.structure import Division
from tests.factories import home_page

pytestmark = pytest.mark.shared_data
FILES = 74
LONGEST_IMPORT = 60
"""Seconds for all files."""

NUMERAL = "[〇零一二三四五六七八九十百千]+"
ARTICLES = re.compile(rf"^第{NUMERAL}条(?:之{NUMERAL})? ", re.MULTILINE)
CHAPTERS = re.compile(rf"^#*\s*第{NUMERAL}章", re.MULTILINE)
LISTS = re.compile(rf"^[（(]{NUMERAL}[)）]", re.MULTILINE)
UNSEEN = re.compile(r"[#\s\u200b：:]")


@pytest.fixture
def laws(shared_data):
    paths = law_files(shared_data / "laws")
    assert len(paths) == FILES
    return {path.stem: decode(path.read_bytes()) for path in paths}


def counted(text):
    return len(ARTICLES.findall(text)), len(CHAPTERS.findall(text)), len(LISTS.findall(text))


def parsed(text):
    law = parse_body(parse_document(text).body)
    lines = [line for entry in law.entries for line in entry.paragraphs]
    return len(law.articles), chapters(law), sum(bool(LISTS.match(line)) for line in lines)


def test_every_law_has_the_articles_chapters_and_lists_of_its_source(laws):
    wrong = {
        name: (counted(text), parsed(text))
        for name, text in laws.items()
        if counted(text) != parsed(text)
    }

    assert wrong == {}


def test_no_word_of_any_law_is_lost(laws):
    def words(text):
        return UNSEEN.sub("", text)

    def rebuilt(law):
        parts = list(law.preamble)
        for entry in law.entries:
            parts.append(entry.heading if isinstance(entry, Division) else entry.label)
            parts += entry.paragraphs
        return words("".join(parts))

    bodies = {name: parse_document(text).body for name, text in laws.items()}
    lost = [name for name, body in bodies.items() if rebuilt(parse_body(body)) != words(body)]

    assert lost == []


@pytest.mark.django_db
def test_the_pages_have_what_the_sources_have_and_a_second_run_changes_nothing(
    laws, shared_data, client
):
    home_page()
    paths = law_files(shared_data / "laws")
    start = time.monotonic()

    first = [result.imported for result in import_files(paths, by=None)]
    took = time.monotonic() - start
    second = [result.imported.outcome for result in import_files(paths, by=None)]

    assert [imported.outcome for imported in first] == [Outcome.CREATED] * FILES
    assert second == [Outcome.UNCHANGED] * FILES
    assert took < LONGEST_IMPORT
    wrong = {}
    for page in RegulationPage.objects.all():
        html = client.get(page.url).content.decode()
        articles, chapters_counted, _lists = counted(laws[page.source_name])
        on_page = html.count('class="law-article"'), len(re.findall(r'id="chapter-\d+"', html))
        if on_page != (articles, chapters_counted) or page.articles.count() != articles:
            wrong[page.source_name] = on_page
    assert wrong == {}
