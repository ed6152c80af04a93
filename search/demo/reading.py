"""The demo's texts, as they lie in files beside this one."""

import tomllib
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"


def text_file(name: str) -> dict[str, Any]:
    """What the file `name` (such as "campaigns") says."""
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def text_files(folder: str) -> list[dict[str, Any]]:
    """What each file of `folder` says, by name."""
    names = sorted(path.stem for path in (TEXTS / folder).glob("*.toml"))
    return [text_file(f"{folder}/{name}") for name in names]
