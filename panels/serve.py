"""Start the app: `python -m panels.serve --port 8501 --data data/ukraine --refresh 300 --editable`.

Streamlit reads an app's script when the first browser has loaded Streamlit's own. Here that time is used: the libraries are
imported and the dataset is read beside it, so that the map is there earlier. Nothing that is heavy is imported before the server
answers.
"""

import argparse
import math
import sys
import time
from pathlib import Path
from threading import Thread

from streamlit import runtime

from geo.language import _
from panels.server import app_of

ROOT = Path(__file__).parents[1]
LEAST_REFRESH_S = 1.0  # whoever asks more often only troubles the sender
MOST_REFRESH_S = 86_400.0 * 366  # a thread cannot sleep without end
LAST_PORT = 65_535
DEFAULT_DATA = ROOT / "data" / "ukraine"
PROGRAM = "python -m panels.serve"
EDITABLE = "--editable"


def parser_of(program: str) -> argparse.ArgumentParser:
    """Return the reader of the command line; `program` is what usage and errors call it."""
    parser = argparse.ArgumentParser(prog=program, allow_abbrev=False)
    parser.add_argument("--port", type=_port, default=8501, help="the port of the app on this machine")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, 
                        help="the dataset folder, or a folder of several, of which each reader chooses one")
    parser.add_argument("--refresh", type=_seconds, metavar="SECONDS",
                        help="pull web addresses and databases again so often")
    parser.add_argument(EDITABLE, action="store_true",
                        help="let every reader decide on ambiguous place names (for all readers) "
                             "open tables of their own, and add reports")  # fmt: skip
    return parser


def parsed(arguments: list[str]) -> argparse.Namespace:
    """Read what the app's script was started with; what Streamlit may have added is left alone."""
    return parser_of(PROGRAM).parse_known_args(arguments)[0]


def read_ahead(home: Path, refresh_s: float | None) -> None:
    """Import what the app needs and read the first dataset, once the server answers, then keep fresh what is from elsewhere.

    What is wrong with the dataset the app will say.
    """
    while not runtime.exists():  # before, it would only take turns with the server's own start
        time.sleep(0.01)
    from geo.files import sweep_left
    from panels.datasets import served_in
    from panels.reading import latest
    from panels.uploads import sweep

    sweep()
    sweep_left()
    if trouble := latest(served_in(home)[0].folder).trouble:
        print(trouble, file=sys.stderr)
    if refresh_s is not None:
        from panels.live import keep_all_fresh

        keep_all_fresh(lambda: [one.folder for one in served_in(home)], refresh_s=max(LEAST_REFRESH_S, refresh_s))


def main(arguments: list[str] | None = None, *, program: str = PROGRAM) -> None:
    """Run the app until it is stopped; without `arguments`, with those of this process.

    Exits with 2 and a word on what is wrong if an argument is unknown or cannot be used.
    """
    given = parser_of(program).parse_args(arguments)
    Thread(target=read_ahead, args=(given.data, given.refresh), daemon=True).start()
    script = ROOT / "dashboard.py"
    sys.argv = [str(script), "--data", str(given.data), *([EDITABLE] if given.editable else [])]  # what the script reads
    app_of(script, lambda key: _stamp(given.data, key)).run(config={"server.port": given.port})


def _stamp(home: Path, key: str) -> tuple[str, bool]:
    """Return the state of a dataset and whether it is changing; of one that is gone "", so that the app runs and says so."""
    from panels.datasets import served_as
    from panels.live import stamp_of
    from panels.reading import is_changing

    found = served_as(home, key)
    return (stamp_of(found.folder), is_changing(found.folder)) if found else ("", False)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PORT:
        raise argparse.ArgumentTypeError(_("Invalid port {text!r}. Use a whole number from 1 to {most}.", text=text,
                                           most=LAST_PORT))  # fmt: skip
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= MOST_REFRESH_S:
        raise argparse.ArgumentTypeError(
            _("Invalid seconds {text!r}. Use a number from {least} to {most}, such as 300.", text=text,
              least=round(LEAST_REFRESH_S), most=round(MOST_REFRESH_S)))
    return seconds


if __name__ == "__main__":
    main()
