"""The command that shows a case in a browser."""

import os
import socket
import sys
from pathlib import Path
from typing import Any

import click

from dragoman.cli.common import case_argument, user
from dragoman.model.errors import SettingError

PASSWORD = "DRAGOMAN_PASSWORD"
BACKLOG = 256  # connections that may wait to be taken up


@click.command()
@case_argument
@click.option("--port", type=click.IntRange(0, 65_535), default=8765, show_default=True, help="Port; 0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help=f"Address to listen on; any but this machine's own needs {PASSWORD} to be set.")
@click.option("--read-only", "read_only", is_flag=True, help="Let nobody add, correct or undo.")
@click.option("--allow-private", "private", is_flag=True, help="Let reports be fetched from addresses of this machine and its network.")
@click.option("--author", help="In whose name corrections are kept; by default the name of the user.")
@click.option("--open/--no-open", "opened", default=False, help="Open the site in the browser.")
def serve(case: Path, opened: bool, author: str | None, **chosen: Any) -> None:
    """Show a CASE in the browser: situation, events, reports, actors, network, map. It runs on this machine until you stop it (Ctrl-C).

    Others are let in only with --host and a password, which is taken from the environment variable DRAGOMAN_PASSWORD.
    """
    from dragoman.keep import open_case
    from dragoman.web import Serving
    from dragoman.web.server import server

    with open_case(case):
        pass  # that it is one is said before anything starts
    serving = Serving(case=case, password=os.environ.get(PASSWORD) or None, author=author or user(), **chosen)
    listening = _listening(serving.host, serving.port)
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    address = f"http://{host}:{listening.getsockname()[1]}/"
    click.echo(f"{case} is shown at {address}  (Ctrl-C stops it)")
    if opened:
        import webbrowser

        webbrowser.open(address)
    server(serving).run(sockets=[listening])


@click.command()
@case_argument
def mcp(case: Path) -> None:
    """Let a language model look things up in a CASE, by the Model Context Protocol on standard input and output. Nothing can be changed.

    It is started by the program that speaks with the model; docs/mcp.md says how that is told.
    """
    from dragoman.case import open_case
    from dragoman.mcp import serve

    with open_case(case) as kept:
        if sys.stdin.isatty():
            click.echo("dragoman: waiting for messages of the protocol; give this command to the program that speaks with the model", err=True)
        serve(kept, sys.stdin.buffer, sys.stdout.buffer)


def _listening(host: str, port: int) -> socket.socket:
    """A socket at the address; SettingError where it is taken or none of this machine's."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(BACKLOG)  # before the address is said: who comes at once waits for the site, instead of being turned away
    except OSError as error:
        made.close()
        raise SettingError(
            f"--host {host} --port {port}: cannot listen there ({error.strerror}); give another --port, for example 0 for a free one"
        ) from error
    return made
