"""Every reply of the app tells the browser not to guess, not to tell, and not to show it in foreign pages."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from panels.headers import SafeHeaders

WANTED = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"same-origin", b"x-frame-options": b"SAMEORIGIN",
          b"content-security-policy": b"frame-ancestors 'self'"}


def sent(*messages: dict[str, Any]) -> list[dict[str, Any]]:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    got: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        got.append(message)

    asked = SafeHeaders(app)({"type": "http"}, lambda: None, send)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as thread:  # the browser of other tests holds a loop in this one
        thread.submit(asyncio.run, asked).result()
    return got


@pytest.mark.parametrize("status", [200, 304, 404, 500])
def test_every_reply_has_the_headers_and_keeps_its_own(status: int) -> None:
    start = {"type": "http.response.start", "status": status, "headers": [(b"etag", b"x"), (b"Referrer-Policy", b"unsafe-url")]}
    body = {"type": "http.response.body", "body": b"x"}
    first, second = sent(start, body)
    assert dict(first["headers"]) == WANTED | {b"etag": b"x"}
    assert (first["status"], second) == (status, body)


def test_a_websocket_is_left_alone() -> None:
    accept = {"type": "websocket.accept", "headers": []}
    assert sent(accept) == [accept]
