"""The house rules about imports are checked, and the check notices when one is broken."""

import shutil

import pytest

from tests.project import PACKAGES, PROGRAMS, PROJECT, run

FORBIDDEN = [
    ("portal", "import campaigns", "One direction: search, suggestions, campaigns, portal"),
    ("campaigns", "import suggestions", "One direction: search, suggestions, campaigns, portal"),
    ("suggestions", "import search", "One direction: search, suggestions, campaigns, portal"),
    ("portal", "import suggestions", "The portal stands on its own"),
    ("portal", "from elasticsearch import dsl", "Only search knows Elasticsearch"),
    ("campaigns", "import elasticsearch_dsl", "Only search knows Elasticsearch"),
    ("suggestions", "import elastic_transport", "Only search knows Elasticsearch"),
    ("search", "import tests", "The product needs neither tests nor the scripts"),
    ("portal", "import services", "The product needs neither tests nor the scripts"),
]


@pytest.fixture
def copy(tmp_path):
    """The four packages without what they hold besides code."""
    for package in PACKAGES:
        shutil.copytree(
            PROJECT / package,
            tmp_path / package,
            ignore=lambda folder, names: [name for name in names if _is_no_code(folder, name)],
        )
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def test_no_import_breaks_a_contract(copy):
    check = _lint_imports(copy)

    assert check.returncode == 0, check.stdout
    assert "BROKEN" not in check.stdout


@pytest.mark.parametrize(("package", "statement", "contract"), FORBIDDEN)
def test_a_planted_import_is_noticed(copy, package, statement, contract):
    (copy / package / "planted.py").write_text(statement + "\n")

    check = _lint_imports(copy)

    broken = [line for line in check.stdout.splitlines() if line.endswith("BROKEN")]
    assert check.returncode == 1
    assert any(line.startswith(contract) for line in broken), check.stdout


def _lint_imports(folder):
    return run([str(PROGRAMS / "lint-imports"), "--no-cache"], folder=folder)


def _is_no_code(folder, name):
    path = PROJECT / folder / name
    return name in ("__pycache__", "locale", "static") or (
        path.is_file() and not name.endswith(".py")
    )
