"""A small proxy in front of PostgreSQL that can lose the reply to one COMMIT."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from django.db import connection

COMMIT = b"COMMIT"
CHUNK = 65_536


@dataclass(slots=True)
class Proxy:
    """Passes on whatever comes; while armed, the reply to a COMMIT is lost with the connection."""

    host: str
    port: int
    door: socket.socket = field(init=False)
    armed: bool = False
    lost: int = 0

    def __post_init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self.door.accept()
            except OSError:
                return
            server = self._reach()
            threading.Thread(target=self._pass, args=(client, server), daemon=True).start()

    def _pass(self, client: socket.socket, server: socket.socket) -> None:
        """Both ways, until either side ends."""
        losing = threading.Event()
        asking = threading.Thread(target=self._ask, args=(client, server, losing), daemon=True)
        asking.start()
        with client, server:
            self._reply(server, client, losing)
            asking.join()

    def _reach(self) -> socket.socket:
        if self.host.startswith("/"):
            server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            server.connect(f"{self.host}/.s.PGSQL.{self.port}")
            return server
        return socket.create_connection((self.host, self.port))

    def _ask(self, client: socket.socket, server: socket.socket, losing: threading.Event) -> None:
        while data := receive(client):
            if self.armed and COMMIT in data:
                losing.set()
            server.sendall(data)
        close(server)

    def _reply(self, server: socket.socket, client: socket.socket, losing: threading.Event) -> None:
        """The server has answered, so the COMMIT is done; nobody is told."""
        while data := receive(server):
            if losing.is_set():
                self.armed, self.lost = False, self.lost + 1
                break
            client.sendall(data)
        close(server)
        close(client)


def receive(end: socket.socket) -> bytes:
    try:
        return end.recv(CHUNK)
    except OSError:
        return b""


def close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def between() -> Iterator[Proxy]:
    """Inside the block this process reaches its database through a proxy."""
    connection.ensure_connection()
    known = connection.connection.info
    proxy = Proxy(known.host, known.port)
    before = {name: connection.settings_dict[name] for name in ("HOST", "PORT")}
    connection.close()
    connection.settings_dict.update(HOST="127.0.0.1", PORT=proxy.door.getsockname()[1])
    try:
        yield proxy
    finally:
        connection.close()
        connection.settings_dict.update(before)
        proxy.door.close()
