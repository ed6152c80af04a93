"""Finds the servers' programs and, as root on Debian or Ubuntu, installs what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

from services.errors import ServiceError
from services.processes import say

DEBIAN_PACKAGES = {
    "postgres": "postgresql",
    "redis-server": "redis-server",
    "java": "default-jre-headless",
    "mvn": "maven",
}
DEBIAN_POSTGRESQL = "/usr/lib/postgresql"


def program(name: str) -> Path:
    """The path of the program `name`, installed first if the system allows.

    Raises ServiceError that names the missing package if it cannot be had.
    """
    found = _find(name)
    if found is None:
        _install(DEBIAN_PACKAGES[name])
        found = _find(name)
    if found is None:
        raise ServiceError(f"{name} is still missing after installing {DEBIAN_PACKAGES[name]}")
    return found


def _find(name: str) -> Path | None:
    """`name` on the PATH or, for PostgreSQL, in Debian's folder of the newest version."""
    on_path = shutil.which(name)
    if on_path:
        return Path(on_path)
    installed = Path(DEBIAN_POSTGRESQL).glob(f"*/bin/{name}")
    return max(installed, key=lambda path: float(path.parts[-3]), default=None)


def _install(package: str) -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise ServiceError(f"please install {package} (as root on Debian this is done for you)")
    say(f"installing {package}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    for command in (["apt-get", "update", "-qq"], install):
        subprocess.run(
            command, check=True, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
