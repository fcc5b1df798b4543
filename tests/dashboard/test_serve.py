"""The command line that starts the app."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.__main__ import app
from panels import main as _command  # noqa: F401  it adds `serve`
from panels.serve import main, parsed


@pytest.mark.parametrize(("words", "said"), [
    (["--refersh", "300"], "--refersh 300"),
    (["data/ukraine"], "data/ukraine"),
    (["--edit"], "--edit"),
    (["--port", "99999999"], "Invalid port '99999999'. Use a whole number from 1 to 65535."),
    (["--port", "0"], "Invalid port '0'"),
    (["--port", "http"], "Invalid port 'http'"),
    (["--refresh", "-5"], "Invalid seconds '-5'"),
    (["--refresh", "nan"], "Invalid seconds 'nan'"),
    (["--refresh", "inf"], "Invalid seconds 'inf'"),
    (["--refresh", "soon"], "Invalid seconds 'soon'. Use a number from 1 to"),
])  # fmt: skip
def test_what_the_app_does_not_know_or_cannot_use_is_refused_in_words(
        words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_the_script_leaves_alone_what_streamlit_adds() -> None:
    given = parsed(["--data", "mine", "--client.toolbarMode=minimal", "--editable"])
    assert (given.data, given.editable) == (Path("mine"), True)


def test_the_app_is_not_editable_unless_it_is_started_so() -> None:
    assert parsed([]).editable is False


def test_help_names_the_program_that_was_called() -> None:
    said = CliRunner().invoke(app, ["serve", "--help"], prog_name="outage-brief")
    assert said.exit_code == 0
    assert said.output.startswith("usage: outage-brief serve ")
    assert "--editable" in said.output
