"""The app as a server: Streamlit, a route that says what state the dataset is in, and what every answer carries.

Streamlit serves its own scripts unpacked, as if a proxy stood before it that packs them. Here none does: each is packed once, and
kept packed.
"""

import gzip
from asyncio import Event
from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette import App

from panels.headers import SafeHeaders

STAMP_PATH = "/outage-brief/stamp"  # layers/js/wire.js asks for it
ASK_S, SOON_S = 10, 2  # how often a page asks; sooner while files are changing
LEVEL = 6  # the highest takes half as long again, and saves a three hundredth
PACKED = (".js", ".css", ".html", ".svg", ".json")


def app_of(script: Path, stamp_of: Callable[[str], tuple[str, bool]]) -> App:
    """Return the app. `stamp_of` says the state of a dataset by its key, and whether its files are changing right now."""

    def stamp(request: Request) -> JSONResponse:  # no coroutine: files are looked at in a thread of its own
        state, changing = stamp_of(request.query_params.get("dataset", ""))
        return JSONResponse({"stamp": state, "again_s": SOON_S if changing else ASK_S}, headers={"Cache-Control": "no-store"})

    return App(script, routes=[Route(STAMP_PATH, stamp)], middleware=[Middleware(SafeHeaders), Middleware(PackedFiles)])


class PackedFiles:
    """Packs the files of Streamlit's own page, each once; their names change with their content."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, tuple[Message, Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not _is_packable(scope):
            return await self.app(scope, receive, send)
        path = scope["path"]
        if path not in self.kept:
            answer = await _answer(self.app, scope)
            if answer[0]["status"] != 200 or not _is_whole(*answer):
                return await _send(answer, send)
            self.kept[path] = await run_in_threadpool(_packed, *answer)
        return await _send(self.kept[path], send)


def _is_packable(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers, path = Headers(scope=scope), scope["path"]
    conditional = {"range", "if-none-match", "if-modified-since"} & set(headers)
    known = path == "/" or (path.startswith("/static/") and path.endswith(PACKED))
    return known and not conditional and "gzip" in headers.get("accept-encoding", "")


async def _answer(app: ASGIApp, scope: Scope) -> tuple[Message, Message]:
    """Return head and whole body of an answer, also if who asked for it has gone: it is kept for all who come after."""
    said: list[Message] = []
    asked = False

    async def keep(message: Message) -> None:
        said.append(message)

    async def stay() -> Message:
        nonlocal asked
        if asked:
            await Event().wait()  # no word of a reader who leaves: what serves the file would stop
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    await app(scope, stay, keep)
    body = b"".join(message.get("body", b"") for message in said[1:])
    return said[0], {"type": "http.response.body", "body": body}


def _is_whole(head: Message, body: Message) -> bool:
    """Whether an answer is a file as it lies, not packed, and as long as it says."""
    headers = Headers(raw=head["headers"])
    return "content-encoding" not in headers and headers.get("content-length") == str(len(body["body"]))


async def _send(answer: tuple[Message, Message], send: Send) -> None:
    for message in answer:
        await send({**message, "headers": list(message["headers"])} if "headers" in message else message)


def _packed(head: Message, body: Message) -> tuple[Message, Message]:
    content = gzip.compress(body["body"], LEVEL, mtime=0)
    headers = MutableHeaders(raw=list(head["headers"]))
    headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(content))
    headers.add_vary_header("Accept-Encoding")
    del headers["ETag"]
    return {**head, "headers": headers.raw}, {**body, "body": content}
