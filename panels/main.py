"""The command `outage-brief`: all that `python -m briefing` does, and `serve`, which starts the app."""

import sys

import typer

from briefing.__main__ import app, main

__all__ = ["main"]


@app.command(add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def serve(context: typer.Context) -> None:
    """Start the app on this machine: --port 8501 --data FOLDER --refresh SECONDS."""
    from panels import serve as starter  # Streamlit, which no other command waits for

    sys.argv = [f"{context.find_root().info_name} serve", *context.args]
    starter.main()
