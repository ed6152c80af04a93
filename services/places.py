"""Where the servers keep their files, and as whom they run."""

import hashlib
import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

PROJECT = Path(__file__).resolve().parent.parent
STATE = PROJECT / "var" / "services"
ENVIRONMENT = STATE / "env"
SYSTEM_STATE = Path("/var/lib/golden-ideas")
SYSTEM_ACCOUNT = "golden-ideas"

Account = pwd.struct_passwd


class Identity(TypedDict, total=False):
    """Arguments of `subprocess` that say as whom a child runs."""

    user: int
    group: int
    extra_groups: list[int]


def ordinary_account() -> Account:
    """The account the servers run as: never root, which PostgreSQL and Elasticsearch refuse.

    For root it is the owner of the project or, if that is root too, a system account made here.
    """
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    owner = PROJECT.stat().st_uid
    return pwd.getpwuid(owner) if owner != 0 else _system_account()


def data_folder(account: Account) -> Path:
    """The folder for the servers' data, made and owned by `account`.

    It is var/services unless the account cannot enter the project (a clone under /root, say).
    """
    STATE.mkdir(parents=True, exist_ok=True)
    if _can_enter(STATE, account):
        return owned_folder(STATE / "data", account)
    key = hashlib.sha256(str(PROJECT).encode()).hexdigest()[:12]
    SYSTEM_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    return owned_folder(SYSTEM_STATE / key, account)


def owned_folder(folder: Path, account: Account) -> Path:
    """`folder`, made if it is missing, readable by `account` only."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    own(folder, account)
    return folder


def own(path: Path, account: Account) -> None:
    """Give `path` and everything in it to `account`; nothing to do unless we are root."""
    if os.geteuid() != 0:
        return
    for entry in (path, *path.rglob("*")):
        with suppress(FileNotFoundError):  # a running server's file that has just gone
            os.chown(entry, account.pw_uid, account.pw_gid, follow_symlinks=False)


def identity(account: Account) -> Identity:
    """Arguments for `subprocess` that make the child run as `account` (empty if we are it)."""
    if os.geteuid() == account.pw_uid:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def remove_data() -> None:
    """Delete what the servers have stored for this project; they must be stopped."""
    key = hashlib.sha256(str(PROJECT).encode()).hexdigest()[:12]
    for folder in (STATE / "data", SYSTEM_STATE / key):
        shutil.rmtree(folder, ignore_errors=True)


def _system_account() -> Account:
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
            + [SYSTEM_ACCOUNT],
            check=True,
        )
        return pwd.getpwnam(SYSTEM_ACCOUNT)


def _can_enter(folder: Path, account: Account) -> bool:
    probe = subprocess.run(["test", "-x", str(folder)], cwd="/", **identity(account))
    return probe.returncode == 0
