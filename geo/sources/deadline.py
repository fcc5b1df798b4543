"""A session of requests whose connections are cut at a deadline.

The time-outs of requests and urllib3 are those of one read: a server that sends a byte now and then,
in its header or in what follows "100 Continue", is never too late for them. Here a timer shuts every
connection of the session, and the read that waits on it ends.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer
from typing import Any

import requests
from requests.adapters import HTTPAdapter


class Cut:
    """The connections that are open, and whether their time is up."""

    def __init__(self) -> None:
        self.expired = Event()
        self.watched: list[socket.socket] = []

    def watch(self, connection: socket.socket) -> None:
        """Shut a connection when the time is up; at once, if it is up already."""
        # A duplicate: TLS takes the socket itself away, and shutting one shuts the other
        self.watched.append(socket.socket(fileno=os.dup(connection.fileno())))
        if self.expired.is_set():
            self.shut()

    def shut(self) -> None:
        """Shut what is open, and all that is opened later."""
        self.expired.set()
        for connection in tuple(self.watched):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the server closed it first

    def close(self) -> None:
        """Let go of the duplicates; the connections themselves are the session's."""
        for connection in self.watched:
            connection.close()


class _Adapter(HTTPAdapter):
    """Opens connections that a `Cut` watches from their first byte, before TLS and any header."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        pool = super().get_connection_with_tls_context(*args, **options)
        if not hasattr(pool.ConnectionCls, "cut"):  # a pool serves every redirect to its host
            pool.ConnectionCls = _watched(pool.ConnectionCls, self.cut)
        return pool


def _watched(kind: Any, by: Cut) -> type:
    class Watched(kind):  # type: ignore[misc]
        cut = by

        def _new_conn(self) -> socket.socket:
            connection: socket.socket = super()._new_conn()
            self.cut.watch(connection)
            return connection

    return Watched


@contextmanager
def session_within(timeout_s: float) -> Iterator[tuple[requests.Session, Event]]:
    """Open a session for at most `timeout_s` seconds, and the event that says that they are over."""
    cut = Cut()
    timer = Timer(timeout_s, cut.shut)
    timer.daemon = True
    timer.start()
    try:
        with requests.Session() as session:
            for scheme in ("http://", "https://"):
                session.mount(scheme, _Adapter(cut))
            yield session, cut.expired
    finally:
        timer.cancel()
        timer.join()
        cut.close()
