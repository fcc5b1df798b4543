"""Start the app: `python -m panels.serve --port 8501 --data data/ukraine`.

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
DEFAULT_DATA = ROOT / "data" / "ukraine"


def parsed(arguments: list[str]) -> argparse.Namespace:
    """Read `--port` and `--data`; what Streamlit may have added is left alone."""
    parser = argparse.ArgumentParser(prog="python -m panels.serve")
    parser.add_argument("--port", type=int, default=8501, help="the port of the app on this machine")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="the dataset folder")
    return parser.parse_known_args(arguments)[0]


def read_ahead(folder: Path) -> None:
    """Import what the app needs and read the dataset, once the server answers; what is wrong with it the app will say."""
    while not runtime.exists():  # before, it would only take turns with the server's own start
        time.sleep(0.01)
    from geo.dataset import fingerprint
    from geo.errors import OutageBriefError
    from panels.reading import dataset_and_page

    try:
        dataset_and_page(str(folder), fingerprint(folder))
    except OutageBriefError as error:
        print(error, file=sys.stderr)


def main() -> None:
    """Run the app until it is stopped."""
    given = parsed(sys.argv[1:])
    Thread(target=read_ahead, args=(given.data,), daemon=True).start()
    sys.argv = ["streamlit", "run", str(ROOT / "dashboard.py"), f"--server.port={given.port}", "--", "--data", str(given.data)]
    cli.main()


if __name__ == "__main__":
    main()
