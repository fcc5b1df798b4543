"""Servers for tests, on loopback: a web server that answers as it is told, and PostgreSQL with PostGIS."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

PASSWORD = "p@ss/w:rd"  # with signs that an address must encode


@dataclass
class Web:
    """What the server answers next, and what it was asked."""

    address: str = ""
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    sent: int | None = None  # so many bytes of the body, then silence or the end
    hangs: bool = False
    drips: bool = False
    drips_header: bool = False  # a header without end: a line now and then, for about ten seconds
    bare: bool = False  # the length of the body is not stated: it ends where the connection does
    chunked: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    released: Event = field(default_factory=Event)


class _Handler(BaseHTTPRequestHandler):
    web: Web
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.web.asked.append(dict(self.headers))
        if self.web.drips_header:
            self._drip_header()
        known = self.web.headers.get("ETag") is not None and self.headers.get("If-None-Match") == self.web.headers["ETag"]
        body = b"" if known else self.web.body
        self.send_response(304 if known else self.web.status)
        for name, value in self.web.headers.items():
            self.send_header(name, value)
        if self.web.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif not self.web.bare and "Content-Length" not in self.web.headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._send(body)
        if self.web.hangs:
            self.web.released.wait(30)
        self.close_connection = self.web.bare or self.web.sent is not None

    def _send(self, body: bytes) -> None:
        part = body if self.web.sent is None else body[: self.web.sent]
        for drop in map(bytes, zip(part, strict=True)) if self.web.drips else ():
            self.wfile.write(drop)
            if self.web.released.wait(0.05):
                return
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), part) if self.web.chunked else b"" if self.web.drips else part)
        if self.web.chunked and self.web.sent is None:
            self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def _drip_header(self) -> None:
        for _ in range(200):
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            if self.web.released.wait(0.05):
                return

    def log_message(self, *words: object) -> None:
        del words


@contextmanager
def web_server() -> Iterator[Web]:
    """Run a web server whose answers the test changes as it goes."""
    web = Web()
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"web": web})) as server:
        web.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield web
        web.released.set()
        server.shutdown()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def postgis_binaries() -> Path | None:
    """Return the folder of PostgreSQL's server programs that has PostGIS beside it, None if this machine has none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*folders, *([Path(on_path).resolve().parent] if on_path else [])]:
        asked = subprocess.run([folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=False)
        if asked.returncode == 0 and (Path(asked.stdout.strip()) / "extension" / "postgis.control").exists():
            return folder
    return None


@contextmanager
def postgres(binaries: Path) -> Iterator[str]:
    """Run PostgreSQL with PostGIS on a free port of loopback, as a user without rights; yields the address of its database."""
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}  # it refuses to run as root
    home = Path(tempfile.mkdtemp(prefix="outage-brief-postgres-"))
    data, secret, port = home / "data", home / "secret", free_port()
    secret.write_text(PASSWORD, encoding="utf-8")
    if user:
        shutil.chown(home, "postgres")
        shutil.chown(secret, "postgres")
    quiet = {"cwd": home, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **user}
    init = [binaries / "initdb", "-D", data, "-U", "grid", f"--pwfile={secret}", "--auth=scram-sha-256", "-N", "-E", "UTF8"]
    subprocess.run(init, check=True, timeout=120, **quiet)
    settings = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    start = [binaries / "postgres", "-D", data, *(f"--{key}={value}" for key, value in settings.items())]
    server = subprocess.Popen(start, **quiet)
    address = f"postgresql://grid:p%40ss%2Fw%3Ard@127.0.0.1:{port}/postgres"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.send_signal(2)  # fast: connections are cut
        server.wait(60)
        shutil.rmtree(home, ignore_errors=True)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    import psycopg

    for _ in range(600):
        assert server.poll() is None, "PostgreSQL stopped at its start"
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute("create extension postgis")
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL did not start")
