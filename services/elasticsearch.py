"""Elasticsearch from the zip on Maven Central: the server's core, one or several nodes."""

import hashlib
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.errors import ServiceError
from services.packages import program
from services.places import Account, own, owned_folder
from services.ports import LOOPBACK, choose_port, http_answers
from services.processes import Server, say, start

VARIABLE = "ELASTICSEARCH_URL"
VERSION = "8.19.5"
SHA256 = "5d3a8f63f66d828a24d29f88819bf2c6e695d124c470da3ab92a5d6cc1397785"
MAVEN_GROUP = "org.elasticsearch.distribution.integ-test-zip"
HEAP = "1g"  # plenty for a million short documents
PREFERRED_PORT = 59200


@dataclass(frozen=True)
class Node:
    """One server; `cluster` maps node names to transport ports and is empty for a lone one."""

    name: str
    http_port: int
    cluster: Mapping[str, int] = field(default_factory=dict)
    heap: str = HEAP

    def settings(self, folder: Path) -> dict[str, str]:
        """The node's elasticsearch.yml; security is off, since this is for tests on loopback."""
        return {
            "cluster.name": "golden-ideas",
            "node.name": self.name,
            "network.host": LOOPBACK,
            "http.port": str(self.http_port),
            "path.data": str(folder / "data"),
            "path.logs": str(folder / "logs"),
            "xpack.security.enabled": "false",
            # shares of the disk would stop writes on a developer's well-filled disk
            "cluster.routing.allocation.disk.watermark.low": "1gb",
            "cluster.routing.allocation.disk.watermark.high": "512mb",
            "cluster.routing.allocation.disk.watermark.flood_stage": "256mb",
        } | self._discovery()

    def _discovery(self) -> dict[str, str]:
        if not self.cluster:
            return {"discovery.type": "single-node"}
        seeds = ", ".join(f"{LOOPBACK}:{port}" for port in self.cluster.values())
        return {
            "transport.port": str(self.cluster[self.name]),
            "discovery.seed_hosts": f"[{seeds}]",
            "cluster.initial_master_nodes": f"[{', '.join(self.cluster)}]",
        }


def run(base: Path, account: Account) -> str:
    """Start one node and return its address for ELASTICSEARCH_URL."""
    port = choose_port("elasticsearch", PREFERRED_PORT)
    return run_node(Node("elasticsearch", port), base, account)


def run_node(node: Node, base: Path, account: Account) -> str:
    """Start `node` and return its address."""
    home = _distribution(owned_folder(base / "elasticsearch", account), account)
    start(_server(node, home, account), account)
    return f"http://{LOOPBACK}:{node.http_port}"


def _distribution(folder: Path, account: Account) -> Path:
    """The unpacked server; all nodes share it."""
    home = folder / f"elasticsearch-{VERSION}"
    if not home.exists():
        say(f"unpacking Elasticsearch {VERSION}")
        unpacking = folder / "unpacking"
        shutil.rmtree(unpacking, ignore_errors=True)
        shutil.unpack_archive(_zip(), unpacking)
        for script in (unpacking / home.name / "bin").iterdir():
            script.chmod(0o755)  # zipfile drops the permissions
        own(unpacking, account)
        (unpacking / home.name).rename(home)
    return home


def _zip() -> Path:
    """The zip in the local Maven repository, fetched the first time and checked each time."""
    name = f"elasticsearch-{VERSION}.zip"
    repository = Path.home() / ".m2" / "repository" / MAVEN_GROUP.replace(".", "/")
    file = repository / "elasticsearch" / VERSION / name
    if not file.exists():
        _fetch()
    if hashlib.sha256(file.read_bytes()).hexdigest() != SHA256:
        raise ServiceError(f"{file} is not the expected file: delete it and start again")
    return file


def _fetch() -> None:
    say(f"fetching Elasticsearch {VERSION} with Maven")
    artifact = f"{MAVEN_GROUP}:elasticsearch:{VERSION}:zip"
    subprocess.run(
        [str(program("mvn")), "-q", "-B", "dependency:get", f"-Dartifact={artifact}"]
        + ["-Dtransitive=false"],
        check=True,
        stdin=subprocess.DEVNULL,
    )


def _server(node: Node, home: Path, account: Account) -> Server:
    folder = home.parent / node.name
    _configure(node, home, folder, account)
    health = f"http://{LOOPBACK}:{node.http_port}/_cluster/health"
    return Server(
        name=node.name,
        port=node.http_port,
        command=(str(home / "bin" / "elasticsearch"),),
        folder=folder,
        # waits until the cluster is at least yellow, so that the first request can be answered
        answers=lambda: http_answers(f"{health}?wait_for_status=yellow&timeout=1s"),
        ready_within=180,
        environment={
            "ES_PATH_CONF": str(folder / "config"),
            "ES_JAVA_HOME": str(program("java").resolve().parent.parent),
            "ES_JAVA_OPTS": f"-Xms{node.heap} -Xmx{node.heap}",
            "ES_TMPDIR": str(folder / "tmp"),
            "HOME": str(folder),
        },
    )


def _configure(node: Node, home: Path, folder: Path, account: Account) -> None:
    for name in ("config", "data", "logs", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copytree(home / "config", folder / "config", dirs_exist_ok=True)
    lines = (f"{name}: {value}\n" for name, value in node.settings(folder).items())
    (folder / "config" / "elasticsearch.yml").write_text("".join(lines))
    own(folder, account)
