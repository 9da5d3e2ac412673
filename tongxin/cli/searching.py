"""`tongxin reindex`: the index of the public search, built anew."""

from __future__ import annotations

import typer
from rich.progress import Progress


def reindex() -> None:
    """Build the index of the public search anew. The site may run: the former index serves until the new one is done."""
    from tongxin.common import search

    with Progress(transient=True) as bar:
        task = bar.add_task("Reading all that is public", total=None)
        size = search.reindex(lambda done: bar.update(task, completed=done))
    typer.echo(f"The index holds {size} entries.")
