"""Compile every template: a misspelt tag or an unclosed block is found here, not by a visitor."""

from __future__ import annotations

import sys
from pathlib import Path

import django
from django.template import TemplateSyntaxError
from django.template.loader import get_template

PACKAGE = Path(__file__).resolve().parents[2] / "tongxin"


def broken_templates() -> list[str]:
    """One line for each template of the package that does not compile."""
    found = []
    for place in sorted(PACKAGE.glob("*/templates/**/*.*")):
        if place.is_file():
            name = place.relative_to(next(p for p in place.parents if p.name == "templates")).as_posix()
            try:
                get_template(name)
            except TemplateSyntaxError as error:
                found.append(f"{name}: {error}")
    return found


if __name__ == "__main__":
    django.setup()
    broken = broken_templates()
    sys.stdout.write(("\n".join(broken) or "All templates compile.") + "\n")
    sys.exit(bool(broken))
