"""A real Spark cluster on this machine: a master and two workers, each a process of its own on the loopback address."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
WORKERS = 2
START_S = 90


def why_not() -> str:
    """Why no cluster can be started here, "" if one can."""
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed: pip install -r requirements-spark.txt"
    return "" if shutil.which("java") else "Java is not installed: Spark needs openjdk-17-jre-headless"


@contextmanager
def spark_cluster(folder: Path, *, memory: str = "1g") -> Iterator[str]:
    """Start a master and two workers of one core, yield the address, and stop them; their logs lie in `folder`."""
    port, address = _free_port(), ""
    address = f"spark://{HOST}:{port}"
    started = [_start(folder, "master", "org.apache.spark.deploy.master.Master", "--port", str(port))]
    try:
        _wait_for(folder / "master.log", "I have been elected leader", started)
        for number in range(WORKERS):
            started.append(_start(folder, f"worker{number}", "org.apache.spark.deploy.worker.Worker", "--cores", "1",
                                  "--memory", memory, "--work-dir", str(folder / f"work{number}"), address))
        for number in range(WORKERS):
            _wait_for(folder / f"worker{number}.log", "Successfully registered with master", started)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(timeout=30)


def _start(folder: Path, name: str, *command: str) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST, "PYSPARK_PYTHON": sys.executable,
                                "SPARK_NO_DAEMONIZE": "1"}
    program, *arguments = command
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen([str(home / "bin" / "spark-class"), program, "--host", HOST, "--webui-port", "0", *arguments],
                                stdout=log, stderr=subprocess.STDOUT, env=environment, cwd=folder)


def _wait_for(log: Path, words: str, started: list[subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + START_S
    while words not in log.read_text(errors="replace"):
        if time.monotonic() > end or any(process.poll() is not None for process in started):
            raise RuntimeError(f"Spark did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])
