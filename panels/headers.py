"""What every reply of the app tells the browser: guess no types, send no addresses on, show it in no foreign page."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # an address holds the View that somebody looks at
    (b"content-security-policy", b"frame-ancestors 'self'"),  # a foreign page could lay its own buttons over ours
    (b"x-frame-options", b"SAMEORIGIN"),  # for browsers and proxies that do not know the former
)
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
AsgiApp = Callable[[Message, Receive, Send], Awaitable[None]]


class SafeHeaders:
    """Adds the headers to every reply of an ASGI application, in place of its own of these names."""

    def __init__(self, app: AsgiApp) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in HEADERS}
                others = [(name, value) for name, value in message["headers"] if name.lower() not in names]
                message = {**message, "headers": [*others, *HEADERS]}
            await send(message)

        await self.app(scope, receive, with_headers)
