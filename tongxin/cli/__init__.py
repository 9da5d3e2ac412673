"""The one command-line program, `tongxin`: every command is a function registered here."""

from __future__ import annotations

import os
import sys

import typer
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseTrouble

# Typer brings its own copy of click and names these nowhere else.
from typer._click.exceptions import ClickException, NoArgsIsHelpError

from tongxin.cli import accounts, auditing, demo, draft, plan, searching, serving, units
from tongxin.cli.django_setup import with_django
from tongxin.common.errors import Refusal

app = typer.Typer(
    name="tongxin",
    help="Tongxin 同心: a year of joint work, from the document that orders it to the published result.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _program() -> None:
    """Keep commands under their names even while there is only one."""


app.command("draft")(draft.draft)
app.command("prepare")(with_django(serving.prepare))
app.command("serve")(with_django(serving.serve))
app.command("import-units")(with_django(units.import_units))
app.command("import-plan")(with_django(plan.import_plan))
app.command("export-plan")(with_django(plan.export_plan))
app.command("open-account")(with_django(accounts.open_account))
app.command("reindex")(with_django(searching.reindex))
app.command("worker")(with_django(serving.worker))
app.command("demo")(with_django(demo.demo))
app.command("addresses")(with_django(demo.addresses))
app.add_typer(auditing.app, name="audit")


def main(arguments: list[str] | None = None) -> None:
    """Run the program; whatever goes wrong is one line on standard error and a non-zero exit status."""
    try:
        status = app(args=arguments, standalone_mode=False)
    except NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except ClickException as error:
        _fail(error.format_message(), error.exit_code)
    except typer.Abort:
        _fail("interrupted", 130)
    except Refusal as error:
        _fail(getattr(error, "source", None) or str(error), 1)
    except ImproperlyConfigured as error:
        _fail(str(error), 1)
    except DatabaseTrouble as error:
        _fail(_about_the_database(error), 1)
    except BrokenPipeError:
        # The reader of our output (head, less) has left; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "), 1)
    sys.exit(status if isinstance(status, int) else 0)


def _about_the_database(error: DatabaseTrouble) -> str:
    """A missing table says that nobody prepared the database; anything else is told as the database tells it."""
    words = str(error)
    if "no such table" in words or ("relation" in words and "does not exist" in words):
        return "the database is not prepared: run `tongxin prepare` first"
    return f"the database refuses: {words}"


def _fail(message: str, status: int) -> None:
    sys.stderr.write(f"tongxin: {' '.join(message.split())}\n")
    sys.exit(status)
