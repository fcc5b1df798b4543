"""Start the app: `python -m panels.serve --port 8501 --data data/ukraine --refresh 300`.

Streamlit reads an app's script when the first browser has loaded Streamlit's own. Here that time is used: the libraries are
imported and the dataset is read beside it, so that the map is there earlier.
"""

import argparse
import sys
import time
from pathlib import Path
from threading import Thread

from streamlit import runtime
from streamlit.web import cli

ROOT = Path(__file__).parents[1]
LEAST_REFRESH_S = 1.0  # whoever asks more often only troubles the sender
DEFAULT_DATA = ROOT / "data" / "ukraine"


def parsed(arguments: list[str]) -> argparse.Namespace:
    """Read `--port`, `--data` and `--refresh`; what Streamlit may have added is left alone."""
    parser = argparse.ArgumentParser(prog="python -m panels.serve")
    parser.add_argument("--port", type=int, default=8501, help="the port of the app on this machine")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="the dataset folder")
    parser.add_argument("--refresh", type=float, metavar="SECONDS", help="pull web addresses and databases anew so often")
    return parser.parse_known_args(arguments)[0]


def read_ahead(folder: Path, refresh_s: float | None) -> None:
    """Import what the app needs and read the dataset, once the server answers, then keep fresh what it takes from elsewhere.

    What is wrong with the dataset the app will say.
    """
    while not runtime.exists():  # before, it would only take turns with the server's own start
        time.sleep(0.01)
    from panels.reading import latest

    if trouble := latest(str(folder)).trouble:
        print(trouble, file=sys.stderr)
    if refresh_s is not None:
        from panels.live import keep_fresh

        keep_fresh(str(folder), refresh_s=max(LEAST_REFRESH_S, refresh_s))


def main() -> None:
    """Run the app until it is stopped."""
    given = parsed(sys.argv[1:])
    Thread(target=read_ahead, args=(given.data, given.refresh), daemon=True).start()
    sys.argv = ["streamlit", "run", str(ROOT / "dashboard.py"), f"--server.port={given.port}", "--", "--data", str(given.data)]
    cli.main()


if __name__ == "__main__":
    main()
