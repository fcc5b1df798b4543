"""The command `outage-brief`: all that `python -m briefing` does, and `serve`, which starts the app."""

import typer

from briefing.__main__ import app, main

__all__ = ["main"]


@app.command(add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def serve(context: typer.Context) -> None:
    """Start the app on this machine: --port 8501 --data FOLDER (a dataset, or several in it) --refresh SECONDS --editable."""
    from panels import serve as starter  # Streamlit, which no other command waits for

    starter.main(context.args, program=f"{context.find_root().info_name} serve")
