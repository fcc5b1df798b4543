"""The app as a process of its own, as a reader starts it."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import free_port

ROOT = Path(__file__).parents[2]


@contextmanager
def running_app(*words: object) -> Iterator[str]:
    """Start the app with words of its command line; yields its address."""
    port = free_port()
    command = [sys.executable, "-m", "panels.serve", "--port", str(port), *map(str, words)]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://localhost:{port}/_stcore/health", server)
        yield f"http://localhost:{port}/"
    finally:
        server.terminate()
        server.wait(10)


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the app answers."""
    for _ in range(600):
        assert server.poll() is None, "the app stopped at its start"
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the app did not start")
