"""docker-compose.yml as Docker would read it, with the secrets of a fresh .env."""

import re

import yaml

from deploy.new_env import EXAMPLE, filled
from tests.project import PROJECT

VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?}")


def settings() -> dict[str, str]:
    """What a new .env holds."""
    lines = filled(EXAMPLE.read_text(encoding="utf-8")).splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def services() -> dict[str, dict]:
    """The services by name, with all variables filled in."""
    text = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
    return yaml.safe_load(_interpolated(text, settings()))["services"]


def _interpolated(text, values):
    def value(match):
        name, operator, rest = match.groups()
        if name in values:
            return values[name]
        if operator != "-":
            raise KeyError(f"{name} is missing in .env.example")
        return rest

    return VARIABLE.sub(value, text)
