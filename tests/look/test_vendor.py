"""What is vendored is what the README lists, and no template loads or runs what the Content-Security-Policy forbids."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

import tongxin

PACKAGE = Path(tongxin.__file__).parent
VENDOR = PACKAGE / "common" / "static" / "vendor"
OURS = PACKAGE / "common" / "static" / "tongxin"
ROW = re.compile(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", re.MULTILINE)
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))

# A data block is not run; allauth's and json_script's are of this type.
SCRIPT = re.compile(r"<script\b(?P<attrs>[^>]*)>", re.IGNORECASE)
FORBIDDEN = {
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an evaluated htmx attribute": re.compile(r"\s(?:hx-on[:\w-]*|hx-vars)\s*=|\"js:", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
# Data for scripts and for search engines: nothing of it runs.
DATA = re.compile(r'type="application/(ld\+)?json"')
LOADS = re.compile(
    r"<(?:script|link|img|iframe|source|form|use)\b[^>]*?\b(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I
)


def faults(text: str) -> list[str]:
    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]
    found += [
        "an inline script"
        for match in SCRIPT.finditer(text)
        if " src=" not in match["attrs"] and not DATA.search(match["attrs"])
    ]
    if LOADS.search(text):
        found.append("something from another host")
    return found


def test_vendored_files_are_exactly_those_listed() -> None:
    listed = dict(ROW.findall((VENDOR / "README.md").read_text()))
    present = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.glob("*/*")
        if path.is_file()
    }
    assert present == listed
    assert len(listed) == 15


def test_every_library_brings_its_licence() -> None:
    folders = [path for path in VENDOR.iterdir() if path.is_dir()]
    assert len(folders) == 6
    assert [folder.name for folder in folders if not (folder / "LICENSE.txt").read_text().strip()] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_template_holds_what_the_policy_forbids(template: Path) -> None:
    assert faults(template.read_text()) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<script>go()</script>", "an inline script"),
        ('<script type="module">go()</script>', "an inline script"),
        ("<style>p { color: red }</style>", "an inline style sheet"),
        ('<p style="color: red">', "a style attribute"),
        ('<button onclick="go()">', "an event handler"),
        ('<div hx-on:click="go()">', "an evaluated htmx attribute"),
        ('<a href="javascript:go()">', "a javascript: address"),
        ('<script src="https://cdn.example/x.js"></script>', "something from another host"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "something from another host"),
    ],
)
def test_each_fault_is_seen(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_a_data_block_is_no_fault() -> None:
    assert (
        faults('<script data-x="y" type="application/json">{}</script><script defer src="/static/x.js"></script>') == []
    )


def test_our_own_files_load_nothing_from_elsewhere() -> None:
    for path in OURS.glob("*.*"):
        addresses = re.findall(r"https?://[^\s\"')]+", path.read_text())
        assert [one for one in addresses if one != "http://www.w3.org/2000/svg"] == [], path.name


def test_policy_allows_no_inline_and_no_eval() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]


def test_base_page_weighs_at_most_150_kb_compressed() -> None:
    base = (PACKAGE / "common" / "templates" / "base.html").read_text()
    base += (PACKAGE / "common" / "templates" / "interactive_head.html").read_text()
    names = re.findall(r"{% static \"([^\"]+)\" %}", base)
    assert "vendor/htmx-2.0.11/htmx.min.js" in names
    weight = sum(len(gzip.compress((PACKAGE / "common" / "static" / name).read_bytes(), 9)) for name in names)
    assert weight <= 150_000, weight


def test_both_dark_modes_have_the_same_values() -> None:
    css = (OURS / "tokens.css").read_text()
    by_system = re.search(r":root:not\(\[data-theme=\"light\"\]\) {(.*?)}", css, re.DOTALL)
    by_choice = re.search(r":root\[data-theme=\"dark\"\] {(.*?)}", css, re.DOTALL)
    assert by_system is not None
    assert by_choice is not None
    values = re.compile(r"--[\w-]+: [^;]+;")
    assert values.findall(by_system[1]) == values.findall(by_choice[1])
    assert len(values.findall(by_choice[1])) > 30


def test_static_files_collect_under_hashed_names(settings, tmp_path) -> None:
    """The manifest storage refuses a style sheet that names a file which is not there."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert len(list(tmp_path.glob("tongxin/tokens.*.css"))) == 1
