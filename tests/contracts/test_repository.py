"""What may be in version control, and what every file in it keeps to."""

import re

import pytest

from tests.project import PACKAGES, PROGRAMS, committed_texts, run

LONGEST_FILE = 300  # lines; one sitting
# written in parts, so that this file does not find itself
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "repo.maven" + ".apache",
    "docker." + "io",
    "docker." + "elastic.co",
    "ghcr" + ".io",
    "quay" + ".io",
    "proxy." + "golang",
]
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home/[a-z][\w-]*|Users/\w+)/")
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b")
LOCKS_WITH_ADDRESSES = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock"}
PRODUCT = tuple(f"{package}/" for package in PACKAGES)


@pytest.fixture(scope="module")
def texts():
    return committed_texts()


@pytest.mark.parametrize("registry", REGISTRIES)
def test_no_file_names_a_package_registry(texts, registry):
    assert [path for path, text in texts.items() if registry in text] == []


def test_no_file_names_a_path_of_one_machine(texts):
    found = {path: MACHINE_PATH.search(text) for path, text in texts.items()}

    assert [(path, match[0]) for path, match in found.items() if match] == []


def test_no_lock_file_holds_addresses(texts):
    names = {path.rpartition("/")[2] for path in texts}

    assert not names & LOCKS_WITH_ADDRESSES
    assert [
        path
        for path, text in texts.items()
        if path.endswith("package-lock.json") and '"resolved": "http' in text
    ] == []


def test_no_file_is_marked_unfinished(texts):
    assert [path for path, text in texts.items() if UNFINISHED.search(text)] == []


def test_every_module_fits_in_one_sitting(texts):
    lengths = {
        path: text.count("\n")
        for path, text in texts.items()
        if path.endswith(".py") and "/migrations/" not in path
    }

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_private_text_is_kept_in_the_project(texts):
    kept = [path for path in texts if path.startswith((".env", "var/", "build/"))]

    assert kept == [".env.example"]


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ('"""M."""\n\n\ndef answer() -> int:\n    return 42\n', "D103"),
        ('"""M."""\n\n\ndef answer(question):\n    """Forty-two."""\n    return 42\n', "ANN001"),
        ('"""M."""\n\ntry:\n    A = 1\nexcept Exception:\n    A = 2\n', "BLE001"),
        ('"""M."""\n\nfrom datetime import datetime\n\nNOW = datetime.now()\n', "DTZ005"),
    ],
)
def test_the_style_check_insists(code, rule):
    check = run(
        [str(PROGRAMS / "ruff"), "check", "--output-format=concise"]
        + ["--stdin-filename=portal/planted.py", "-"],
        text_in=code,
    )

    assert f": {rule} " in check.stdout
