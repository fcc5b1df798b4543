"""What the command line says besides its results: errors and warnings, in the language of the terminal."""

import logging
import os
import re
import sys
import warnings
from collections.abc import Callable
from typing import Any
from warnings import formatwarning

from briefing.browser.renderer import NoBrowserError
from geo.errors import OldNameWarning, OutageBriefError, UsageError
from geo.files import sweep_left
from geo.language import ENGLISH, OFFERED, _, speaking

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of_terminal() -> str:
    """Return the language that the environment asks for, by the first of VARIABLES that is set: "uk" of LANG=uk_UA.UTF-8.

    English if there are no sentences in it.
    """
    named = next(filter(None, map(os.environ.get, VARIABLES)), "")
    code = re.split("[_.@]", named)[0]
    return code if code in OFFERED else ENGLISH


def run(app: Callable[[], object]) -> None:
    """Run commands; what the user can mend is told in words, on standard error.

    Warnings and notes of libraries are meant for developers: they go to Python's log, which shows nothing unless it is set up.
    """
    warnings.showwarning = show_warning
    logging.getLogger().addHandler(logging.NullHandler())
    sweep_left()
    with speaking(language_of_terminal()):
        try:
            app()
        except OutageBriefError as error:
            _exit(str(error), 3 if isinstance(error, NoBrowserError) else 2 if isinstance(error, UsageError) else 1)
        except OSError as error:
            _exit(_("The file cannot be read or written: {error}", error=error), 1)
        except Exception as error:
            logging.exception("a fault of the program")
            said = f"{type(error).__name__}: {str(error)[:300]}"
            _exit(_("This is a fault of the program ({error}). Please report it with the files that it happens with.",
                    error=said), 1)  # fmt: skip
        except KeyboardInterrupt:
            _exit(_("Stopped. Files that were done are whole; the one under way was not written."), 130)


def show_warning(message: Warning | str, category: type[Warning], filename: str, lineno: int, *more: Any, **others: Any) -> None:
    """Say a warning on an old name on standard error; those of libraries are for Python's log."""
    if issubclass(category, OldNameWarning):
        print(_("Warning: {message}", message=str(message)), file=sys.stderr)
    else:
        logging.getLogger("py.warnings").warning(formatwarning(message, category, filename, lineno))


def _exit(words: str, code: int) -> None:
    print(words, file=sys.stderr)
    sys.exit(code)
