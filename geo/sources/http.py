"""Files at web addresses: pulled whole and within limits, or refused with the reason."""

import zlib
from dataclasses import dataclass
from threading import Event
from typing import Any

from geo.errors import Refused, require_extra
from geo.sentences import Sentence

CHUNK_BYTES = 65_536
REDIRECTS = 5
LONGEST_HEADER = 1_000
MEMBERS = 100_000  # as a block-gzip file of 6 GB has; without a bound, empty ones last for hours
AGENT = "outage-brief"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A whole reply: its content as the sender wrote it, and by what to ask whether it has changed since."""

    content: bytes
    etag: str = ""
    modified: str = ""


def pull_web(url: str, *, etag: str = "", modified: str = "", timeout_s: float, max_mb: float) -> Reply | None:
    """Pull a web address; None if it has not changed since the reply with `etag` and `modified`.

    Raises Refused for anything but a whole reply within `timeout_s` seconds and `max_mb` megabytes.
    """
    require_extra("live")
    import requests  # 0.1 s that only a dataset with a web address spends
    from urllib3.exceptions import HTTPError

    from geo.sources.deadline import session_within

    etag, modified = _kept(etag), _kept(modified)
    asked = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "If-None-Match": etag, "If-Modified-Since": modified}
    headers = {name: value for name, value in asked.items() if value}
    with session_within(timeout_s) as (session, expired):
        session.max_redirects = REDIRECTS
        try:
            with session.get(url, headers=headers, stream=True, timeout=timeout_s) as response:
                _require_answer(response, url, conditional=bool(etag or modified))
                if response.status_code == requests.codes.not_modified:
                    return None
                content = _whole(response, expired=expired, timeout_s=timeout_s, max_mb=max_mb)
                return Reply(content=content, etag=_kept(response.headers.get("ETag", "")),
                             modified=_kept(response.headers.get("Last-Modified", "")))
        except (requests.RequestException, HTTPError, ValueError) as error:
            raise Refused(_late(timeout_s) if expired.is_set() else _in_words(error, timeout_s)) from error


def _kept(header: str) -> str:
    """Return what a server wants to be asked by; "" if it is so long that a server may refuse it."""
    return header if len(header) <= LONGEST_HEADER else ""


def _late(timeout_s: float) -> str:
    return Sentence("no whole answer within {timeout_s:g} s (timeout_seconds in [live])", timeout_s=timeout_s)


def _require_answer(response: Any, url: str, *, conditional: bool) -> None:
    if url.casefold().startswith("https:") and not response.url.casefold().startswith("https:"):
        raise Refused(Sentence("the address leads on to one without encryption"))
    if response.status_code != 200 and not (conditional and response.status_code == 304):
        raise Refused(Sentence("the server answers with status {status}", status=response.status_code))


def _whole(response: Any, *, expired: Event, timeout_s: float, max_mb: float) -> bytes:
    """Read the body to its end, however it is sent; a body cut short is never taken for the whole."""
    parts, size, most = [], 0, int(max_mb * 1e6)
    while part := response.raw.read1(CHUNK_BYTES, decode_content=False):  # one packet at a time: none waits for the next
        parts.append(part)
        size += len(part)
        if size > most:
            raise Refused(Sentence("the reply is larger than {max_mb:g} MB (max_mb in [live])", max_mb=max_mb))
    if expired.is_set():  # a body without a stated length ends where the connection is cut
        raise Refused(_late(timeout_s))
    stated = response.headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated) != size:
        raise Refused(Sentence("the reply is cut short: {size:,} of {stated:,} bytes", size=size, stated=int(stated)))
    return _unpacked(b"".join(parts), response.headers.get("Content-Encoding", "identity").casefold(), most=most)


def _unpacked(body: bytes, encoding: str, *, most: int) -> bytes:
    if encoding in {"identity", ""}:
        return body
    if encoding != "gzip":
        raise Refused(Sentence("the reply is packed in a way that was not asked for ({encoding})", encoding=encoding[:20]))
    content, at = bytearray(), 0
    for _ in range(MEMBERS):  # log rotators append one member to another; together they are the file
        member = zlib.decompressobj(wbits=31)
        while not member.eof and at < len(body):
            part = body[at : at + CHUNK_BYTES]  # what a member leaves over is copied, so it is kept short
            try:
                content += member.decompress(part, most + 1 - len(content))
            except zlib.error:
                raise Refused(Sentence("the reply cannot be unpacked from byte {at:,} on", at=at + 1)) from None
            if len(content) > most:
                raise Refused(Sentence("the reply unpacks to more than {most:g} MB (max_mb in [live])", most=most / 1e6))
            at += len(part) - len(member.unused_data)
        if not member.eof:
            raise Refused(Sentence("the reply is cut short: its packing has no end"))
        if at == len(body):
            return bytes(content)
    raise Refused(Sentence("the reply is packed in more than {members:,} members", members=MEMBERS))


def _in_words(error: Exception, timeout_s: float) -> str:
    """Say what went wrong by its kind alone: the texts of these errors repeat the address with all that is secret in it."""
    import requests
    from urllib3 import exceptions

    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
        ((requests.Timeout, exceptions.TimeoutError), _late(timeout_s)),
        (requests.exceptions.SSLError, Sentence("the server's certificate is not accepted")),
        ((requests.exceptions.ChunkedEncodingError, exceptions.ProtocolError), Sentence("the reply is cut short: the "
                                                                                        "connection broke")),
        (requests.TooManyRedirects, Sentence("the address leads on more than {redirects} times", redirects=REDIRECTS)),
        (requests.ConnectionError, Sentence("there is no connection to the server")),
        ((requests.exceptions.InvalidURL, ValueError), Sentence("the address is not one that can be asked")),
    )
    return next((words for kind, words in kinds if isinstance(error, kind)), Sentence("the request failed ({name})",
                                                                                      name=type(error).__name__))
