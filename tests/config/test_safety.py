"""Production refuses unsafe settings, each by its name; what is set stands in docs/settings.md."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READERS = {"text", "flag", "number", "words", "path", "one_of"}
SAFE = {
    "TONGXIN_PRODUCTION": "yes",
    "TONGXIN_SECRET_KEY": "k7Qm2vX9pL4sRt8wZ1nB6yD3hF5jG0cAeUiOoTqWxYzVbNmKlP",
    "TONGXIN_ALLOWED_HOSTS": "tongxin.example.org",
    "TONGXIN_BASE_URL": "https://tongxin.example.org",
}


def run(var: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("TONGXIN_") and name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=clean | {"TONGXIN_VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "tongxin.config.settings"} | changes,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_safe_settings_pass_djangos_own_checks_without_a_warning(tmp_path: Path) -> None:
    done = run(tmp_path, "django", "check", "--deploy", "--fail-level", "WARNING", **SAFE)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TONGXIN_SECRET_KEY", ""),
        ("TONGXIN_SECRET_KEY", "short"),
        ("TONGXIN_SECRET_KEY", "a" * 60),
        ("TONGXIN_DEBUG", "yes"),
        ("TONGXIN_ALLOWED_HOSTS", ""),
        ("TONGXIN_ALLOWED_HOSTS", "*"),
        ("TONGXIN_ALLOWED_HOSTS", "tongxin.example.org,*"),
        ("TONGXIN_BASE_URL", "http://tongxin.example.org"),
        ("TONGXIN_REQUIRE_SECOND_FACTOR", "no"),
        ("TONGXIN_SSL_REDIRECT", "no"),
        ("TONGXIN_HSTS_SECONDS", "0"),
    ],
)
def test_an_unsafe_setting_is_refused_by_name_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    done = run(tmp_path, "tongxin", "serve", **SAFE | {name: value})
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith(f"tongxin: Unsafe in production: {name}: ")
    # Of the eight only the one that is wrong.
    assert set(re.findall(r"TONGXIN_\w+", line)) == {name}


def test_all_that_is_unsafe_is_named_at_once(tmp_path: Path) -> None:
    done = run(tmp_path, "tongxin", "prepare", TONGXIN_PRODUCTION="yes", TONGXIN_DEBUG="yes")
    named = re.findall(r"TONGXIN_\w+(?=:)", done.stderr)
    assert named == ["TONGXIN_SECRET_KEY", "TONGXIN_DEBUG", "TONGXIN_ALLOWED_HOSTS", "TONGXIN_BASE_URL"]
    assert not (tmp_path / "tongxin.sqlite3").exists()


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("TONGXIN_PRODUCTION", "perhaps", "must be yes or no"),
        ("TONGXIN_EMAIL_PORT", "twenty-five", "must be a whole number"),
        ("TONGXIN_EMAIL", "post", "must be console or smtp"),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused_by_name(tmp_path: Path, name: str, value: str, wanted: str) -> None:
    done = run(tmp_path, "tongxin", "prepare", **{name: value})
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert f"tongxin: {name} {wanted}" in done.stderr


def test_the_key_of_a_trial_is_made_once_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    for _start in range(2):
        assert run(tmp_path, "django", "check").returncode == 0
    place = tmp_path / "secret-key"
    assert place.stat().st_mode & 0o077 == 0
    first = place.read_text()
    assert len(first) >= 50
    assert run(tmp_path, "django", "check").returncode == 0
    assert place.read_text() == first


def read_in(place: Path) -> Iterator[str]:
    """Names of environment variables that a Python file reads."""
    for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called, first = node.func, node.args[0]
        if not (isinstance(called, ast.Attribute) and isinstance(first, ast.Constant)):
            continue
        owner = ast.unparse(called.value)
        if (
            (owner == "env" and called.attr in READERS)
            or owner == "os.environ"
            or (owner, called.attr) == ("os", "getenv")
        ):
            yield str(first.value)


def variables_read() -> set[str]:
    found = {name for place in (ROOT / "tongxin").rglob("*.py") for name in read_in(place)}
    for folder in ("script", "tests", "tongxin"):
        for place in (ROOT / folder).rglob("*"):
            if place.is_file() and place.suffix in ("", ".py"):
                found |= set(re.findall(r"\bTONGXIN_[A-Z][A-Z0-9_]*[A-Z0-9]\b", place.read_text(encoding="utf-8")))
    return found


def documented() -> dict[str, tuple[str, str]]:
    """Variable, default and meaning of each row in the tables of docs/settings.md."""
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", text, re.MULTILINE)
    return {name: (default, meaning) for name, default, meaning in rows}


def test_every_variable_is_documented_and_none_that_is_not_read() -> None:
    assert set(documented()) == variables_read()
    assert all(default and len(meaning) > 20 for default, meaning in documented().values())


def test_documented_defaults_are_the_codes() -> None:
    tree = ast.parse((ROOT / "tongxin" / "config" / "settings.py").read_text(encoding="utf-8"))
    constant = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env.") and len(node.args) == 2:
            name, default = node.args
            if isinstance(name, ast.Constant) and isinstance(default, ast.Constant):
                constant[str(name.value)] = str(default.value)
    assert len(constant) > 8
    told = documented()
    for name, default in constant.items():
        wanted = {"True": "yes", "False": "no"}.get(default, default)
        assert told[name][0].strip("`").replace(",", "") == wanted, name
