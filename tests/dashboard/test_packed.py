"""The files of the page are packed once and kept: whole, whoever asked for them first and left."""

import asyncio
import gzip
import socket
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit
from starlette.types import Message, Receive, Scope, Send

from panels.server import PackedFiles
from tests.dashboard.apps import running_app

STATIC = Path(streamlit.__file__).parent / "static"
SCOPE: Scope = {"type": "http", "method": "GET", "path": "/static/js/a.js", "headers": [(b"accept-encoding", b"gzip")]}
FILE = b"export const n = 1;" * 9


def app_of(*, length: int) -> Callable[[Scope, Receive, Send], object]:
    """Return an app that serves `FILE`, says that it has so many bytes, and stops when who asked for it has gone."""

    async def app(_: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(length).encode())]})
        asked = [await receive()]
        with_more = asyncio.create_task(receive())  # type: ignore[arg-type]
        await asyncio.wait({with_more}, timeout=0.05)
        gone = {"type": "http.disconnect"} in (*asked, *([with_more.result()] if with_more.done() else []))
        await send({"type": "http.response.body", "body": b"" if gone else FILE})
        with_more.cancel()

    return app


def asked(app: PackedFiles, *, leaves: bool) -> tuple[dict[bytes, bytes], bytes]:
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"} if leaves else {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    with ThreadPoolExecutor(1) as beside:  # a browser of another test may have a loop in this thread
        beside.submit(asyncio.run, app(SCOPE, receive, send)).result()
    return dict(said[0]["headers"]), said[1]["body"]


def test_who_leaves_while_a_file_is_packed_takes_nothing_from_those_who_come_after() -> None:
    packed = PackedFiles(app_of(length=len(FILE)))
    asked(packed, leaves=True)
    headers, body = asked(packed, leaves=False)
    assert headers[b"content-encoding"] == b"gzip"
    assert gzip.decompress(body) == FILE


@pytest.mark.parametrize("length", [0, len(FILE) + 1])
def test_an_answer_that_is_not_as_long_as_it_says_is_not_kept(length: int) -> None:
    packed = PackedFiles(app_of(length=length))
    headers, body = asked(packed, leaves=False)
    assert b"content-encoding" not in headers
    assert body == FILE
    assert packed.kept == {}


@pytest.mark.long
def test_readers_who_close_the_page_while_it_loads_leave_its_files_whole() -> None:
    with running_app() as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        for file in sorted((STATIC / "static" / "js").glob("*.js"))[::2]:
            path = "/" + file.relative_to(STATIC).as_posix()
            for delay_s in (0, 0.001, 0.002, 0.004):
                with socket.create_connection(("localhost", port)) as leaving:
                    leaving.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode())
                    time.sleep(delay_s)
            request = urllib.request.Request(f"http://localhost:{port}{path}", headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(request) as answer:
                assert answer.headers["Content-Encoding"] == "gzip"
                assert gzip.decompress(answer.read()) == file.read_bytes(), path
