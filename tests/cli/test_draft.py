"""`tongxin draft` as a person types it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

# A cell's date has no time zone.
OCTOBER = datetime.fromisoformat("2023-10-31")
TEXT = (
    "示例区2023年工作要点\n一、基层组织\n1.建设阵地10个。\n牵头单位：区甲局\n责任单位：区乙局、"
    "各街道\n完成时限：10月底前\n2.=1+1\n"
)


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tongxin", *arguments], input=given, capture_output=True, check=False, timeout=60
    )


def refusal(*arguments: str, given: bytes = b"") -> str:
    done = run(*arguments, given=given)
    assert done.returncode != 0
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, done.stderr.decode()
    return lines[0]


def test_json_of_standard_input() -> None:
    done = run("draft", "-", "--json", given=TEXT.encode())
    assert done.returncode == 0
    draft = json.loads(done.stdout)
    assert draft["title"] == "示例区2023年工作要点"
    project = draft["nodes"][0]["children"][0]
    assert (project["title"], project["lead_units"], project["supporting_units"], project["due"]) == (
        "建设阵地10个", ["区甲局"], ["区乙局", "各街道"], {"text": "10月底前", "date": "2023-10-31"},
    )  # fmt: skip
    assert TEXT[slice(*project["span"])].startswith("1.建设阵地10个。")


def test_the_outline_for_a_reader(tmp_path: Path) -> None:
    file = tmp_path / "要点.txt"
    file.write_text(TEXT, encoding="gb18030")
    done = run("draft", str(file))
    assert "一、 基层组织" in done.stdout.decode()
    assert (
        "  1. 建设阵地10个  |  牵头：区甲局  |  配合：区乙局、各街道  |  时限：10月底前（2023-10-31）  |  指标：10个"
        in done.stdout.decode()
    )


def test_a_workbook_in_which_nothing_is_a_formula(tmp_path: Path) -> None:
    file, out = tmp_path / "a.txt", tmp_path / "out.xlsx"
    file.write_text(TEXT, encoding="utf-8")
    assert run("draft", str(file), "--xlsx", str(out)).returncode == 0
    sheet = load_workbook(out).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("层级", "序号", "类型", "标题", "原文", "牵头单位", "配合单位", "时限", "截止日期", "指标")
    assert rows[2][:4] == (2, "1", "项目", "建设阵地10个")
    assert rows[2][5:] == ("区甲局", "区乙局、各街道", "10月底前", OCTOBER, "10个")
    assert rows[3][3] == "'=1+1"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_what_goes_wrong_is_one_line(tmp_path: Path) -> None:
    program = tmp_path / "方案.docx"
    program.write_bytes(b"MZ" + b"\0" * 200)
    assert "可执行程序" in refusal("draft", str(program))
    assert "missing.txt" in refusal("draft", str(tmp_path / "missing.txt"))
    assert "没有文字" in refusal("draft", "-")
    assert "--json" in refusal("draft", "-", "--json", "--xlsx", "a.xlsx", given=b"a")
    assert "nonsense" in refusal("nonsense")
    assert "没有文字" not in refusal("draft", str(tmp_path))


def test_help_tells_of_the_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "draft" in done.stdout.decode()


def test_a_draft_needs_no_settings() -> None:
    code = "import sys, tongxin.cli.draft; from django.conf import settings; sys.exit(settings.configured)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
