"""Words of the field and names in traditional characters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common.chinese.traditional import HAN, OWN, Converter, read_glossary, to_traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("乡贤回乡", "鄉賢回鄉"),
        ("侨联", "僑聯"),
        ("市台联", "市台聯"),
        ("致公党", "致公黨"),
        ("同心荟", "同心薈"),
        ("皇后在后面", "皇后在後面"),
        ("里弄里面，三公里", "里弄裡面，三公里"),
        ("邻里", "鄰里"),
        ("干部干净地把树干搬走", "幹部乾淨地把樹幹搬走"),
        ("干事创业提标", "幹事創業提標"),
        ("周有光故居，周一闭馆", "周有光故居，週一閉館"),
        ("唐荆川", "唐荊川"),
        ("赵元任、刘国钧、瞿秋白、史良", "趙元任、劉國鈞、瞿秋白、史良"),
        ("范仲淹", "范仲淹"),
        ("钟楼区、天宁区、溧阳市", "鐘樓區、天寧區、溧陽市"),
        ("常州发展，理发", "常州發展，理髮"),
        ("修复、复杂、复兴", "修復、複雜、復興"),
        ("征求意见，长征", "徵求意見，長征"),
        ("制定、制作", "制定、製作"),
        ("茅山老区“百千万”帮扶", "茅山老區“百千萬”幫扶"),
        ("Qingguo Lane 2019", "Qingguo Lane 2019"),
    ],
)
def test_words_and_names(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional


def test_every_word_of_the_glossary_comes_out_as_it_says() -> None:
    glossary = read_glossary(OWN)
    assert len(glossary) > 50
    assert {word: to_traditional(word) for word in glossary} == glossary


@given(st.text())
def test_text_without_chinese_stays(text: str) -> None:
    if not HAN.search(text):
        assert to_traditional(text) == text


def test_a_site_adds_words_of_its_own(tmp_path: Path, settings: Any) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("# ours\n后街\t后街\n", encoding="utf-8")
    assert to_traditional("后街在后面") == "後街在後面"
    settings.GLOSSARY = str(own)
    assert to_traditional("后街在后面") == "后街在後面"


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("甲\t甲\n没有制表符\n", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="line 2"):
        read_glossary(own)
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        read_glossary(tmp_path / "none.tsv")


def test_the_longest_word_wins() -> None:
    assert Converter({"后": "后", "后台": "後臺"}, "s2tw")("后台后") == "後臺后"
