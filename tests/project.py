"""The project as files: what is in version control, and how its programs are run."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("portal", "campaigns", "suggestions", "search")
PROGRAMS = Path(sys.executable).parent


def committed_files() -> list[Path]:
    """Every file in version control that is still there."""
    names = run(["git", "ls-files", "-z"]).stdout.split("\0")
    return [file for name in names if name and (file := PROJECT / name).is_file()]


def committed_texts() -> dict[str, str]:
    """The text of every file in version control by its path; pictures and the like are left out."""
    texts = {}
    for file in committed_files():
        try:
            texts[str(file.relative_to(PROJECT))] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def run(
    command: list[str], *, folder: Path = PROJECT, text_in: str = "", **options
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; its output is text, its exit code is for the caller to judge."""
    return subprocess.run(
        command, cwd=folder, input=text_in, capture_output=True, text=True, **options
    )
