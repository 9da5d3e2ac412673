"""Runs the benchmarks in a throw-away database and prints what holds: see `script/bench`."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings, setup_test_environment
from rich.console import Console
from rich.table import Table

from tests.bench import board_scale, draft_limit, facts_scale, import_speed, pages_served, search_scale
from tests.bench.board_scale import open_file, settle
from tests.bench.limits import Finding


def facts() -> list[Finding]:
    # The board's benchmark loads the whole million; a fifth shows whether the ledger's own reads grow.
    measured = facts_scale.measure(scale=0.2)
    detail = f"{measured.facts[1]:,} facts in {measured.loading:.0f} s"
    return [Finding("ledger's totals: ten years to one", measured.ratio, 1.2, detail)]


BENCHES: dict[str, Callable[[], list[Finding]]] = {
    "draft": draft_limit.measure,
    "import": import_speed.measure,
    "board": board_scale.measure,
    "facts": facts,
    "pages": pages_served.measure,
    "search": search_scale.measure,
}


def shown(findings: list[Finding]) -> Table:
    """Called once a benchmark is done, so that a long run tells as it goes."""
    table = Table(box=None, pad_edge=False)
    for heading, side in (("what", "left"), ("measured", "right"), ("at most", "right"), ("", "left"), ("how", "left")):
        table.add_column(heading, justify=side)  # type: ignore[arg-type]
    for one in findings:
        places = 0 if one.unit == "queries" else 2
        limit = "" if one.limit is None else f"{one.limit:g} {one.unit}"
        verdict = "" if one.limit is None else "holds" if one.holds else "BREAKS"
        table.add_row(one.name, f"{one.figure:.{places}f} {one.unit}", limit, verdict, one.detail)
    return table


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/bench", description="The benchmarks, as ratios.")
    parser.add_argument("bench", nargs="*", help=f"one or more of {', '.join(BENCHES)}; all without")
    chosen = parser.parse_args(arguments).bench or list(BENCHES)
    if unknown := [name for name in chosen if name not in BENCHES]:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    screen, paper = Console(stderr=True), Console(width=None if sys.stdout.isatty() else 160)
    findings: list[Finding] = []
    setup_test_environment(debug=False)
    with override_settings(
        STORAGES={
            **settings.STORAGES,
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
    ):
        call_command("migrate", verbosity=0)
        empty = Path(connection.settings_dict["NAME"])
        settle()
        connection.close()
        for name in chosen:
            with TemporaryDirectory() as folder, screen.status(f"{name} ..."):
                open_file(Path(shutil.copy(empty, folder)))
                found = BENCHES[name]()
                connection.close()
            paper.print(shown(found))
            findings += found
    broken = [one.name for one in findings if not one.holds]
    paper.print(f"Breaks: {'; '.join(broken)}." if broken else "All limits hold.")
    return int(bool(broken))
