"""docs/configuration.md names every setting that the environment can give."""

import re

from tests.contracts import compose
from tests.project import PROJECT

READ = re.compile(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"")
DOCUMENTED = re.compile(r"`([A-Z][A-Z_]+)(?:=\w+)?`")


def test_every_name_that_the_settings_read_is_documented_and_no_other():
    read = {
        name
        for file in (PROJECT / "portal" / "settings").glob("*.py")
        for name in READ.findall(file.read_text())
    }
    documented = set(DOCUMENTED.findall((PROJECT / "docs" / "configuration.md").read_text()))

    assert documented - {"DJANGO_SETTINGS_MODULE", "SERVICES", "SHARED"} == read


def test_the_containers_are_given_only_names_that_are_read():
    documented = set(DOCUMENTED.findall((PROJECT / "docs" / "configuration.md").read_text()))

    given = set(compose.services()["migrate"]["environment"])

    assert given - documented == set()
