"""A door before a real server that a test can shut, or leave open with nobody answering."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Door:
    """Forwards connections to `address`; `url` is where it stands."""

    def __init__(self, address):
        server = urlsplit(address)
        self.server = (server.hostname, server.port)
        self.is_frozen = False
        self.listener = None
        self.connections = set()
        self.port = 0
        self.open()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def open(self):
        """Let everybody through, also after the door was shut."""
        self.is_frozen = False
        if self.listener is None:
            self.listener = socket.create_server(("127.0.0.1", self.port))
            self.port = self.listener.getsockname()[1]
            threading.Thread(target=self._welcome, args=[self.listener], daemon=True).start()

    def shut(self):
        """Cut all connections and refuse new ones."""
        if self.listener:
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
            self.listener = None
        self._cut()

    def freeze(self):
        """Take connections but answer nothing."""
        self.is_frozen = True
        self._cut()

    def _cut(self):
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        self.connections.clear()

    def _welcome(self, listener):
        with suppress(OSError):
            while True:
                visitor, _address = listener.accept()
                self.connections.add(visitor)
                if not self.is_frozen:
                    self._connect(visitor)

    def _connect(self, visitor):
        host = socket.create_connection(self.server)
        self.connections.add(host)
        for source, target in ((visitor, host), (host, visitor)):
            threading.Thread(target=_forward, args=[source, target], daemon=True).start()


def _forward(source, target):
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
