"""Elasticsearch nodes of a test's own, from the distribution that `make services` has installed.

They may be killed and started again; the servers that all tests share are left alone.
"""

import os
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from services.elasticsearch import Node, run_node
from services.places import STATE, data_folder, ordinary_account
from services.ports import LOOPBACK, free_port
from services.processes import recorded
from tests.waiting import wait_until


class Nodes:
    """The nodes of one cluster, by their place from 0."""

    def __init__(self, purpose: str, *, count: int = 1, heap: str = "384m") -> None:
        """Nothing is started yet; the names bear `purpose` and the number of this process."""
        names = [f"{purpose}-{os.getpid()}-{place}" for place in range(count)]
        ports = {name: free_port() for name in names} if count > 1 else {}
        self.nodes = [Node(name, free_port(), ports, heap) for name in names]
        self.account = ordinary_account()
        self.base = data_folder(self.account)

    @property
    def address(self) -> str:
        """The addresses of all nodes, for ELASTICSEARCH_URL."""
        return ",".join(f"http://{LOOPBACK}:{node.http_port}" for node in self.nodes)

    def start(self) -> None:
        """Start the nodes that do not run, with what they have stored; return when they answer."""
        with ThreadPoolExecutor(len(self.nodes)) as starters:
            list(starters.map(lambda node: run_node(node, self.base, self.account), self.nodes))

    def kill(self, place: int = 0) -> None:
        """End the process of a node, and its children, without any warning."""
        running = recorded(self.nodes[place].name)
        assert running is not None
        os.killpg(running.pid, signal.SIGKILL)
        wait_until(lambda: not running.alive)

    def remove(self) -> None:
        """Stop what runs and delete what it has stored."""
        for place, node in enumerate(self.nodes):
            if recorded(node.name) is not None:
                self.kill(place)
            shutil.rmtree(self.base / "elasticsearch" / node.name, ignore_errors=True)
            for ending in ("json", "log"):
                (STATE / f"{node.name}.{ending}").unlink(missing_ok=True)


@contextmanager
def running_nodes(purpose: str, *, count: int = 1, heap: str = "384m") -> Iterator[Nodes]:
    """A cluster that answers; nothing of it is left afterwards."""
    nodes = Nodes(purpose, count=count, heap=heap)
    try:
        nodes.start()
        yield nodes
    finally:
        nodes.remove()
