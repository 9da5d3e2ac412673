import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common.files import display_name
from tongxin.common.files.names import with_extension


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("关于开展活动的通知.docx", "关于开展活动的通知.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\报告.pdf", "报告.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("a\x00b\r\nc.txt", "ab c.txt"),
        ("  照片 \u200b .jpg. ", "照片 .jpg"),
        ("", "未命名"),
        ("...", "未命名"),
        ("长" * 200 + ".docx", "长" * 115 + ".docx"),
        ("长" * 200, "长" * 120),
    ],
)
def test_the_name_that_is_shown(raw, shown):
    assert display_name(raw) == shown


@given(st.text(max_size=300))
def test_no_name_holds_a_path_or_an_invisible_character(raw):
    shown = display_name(raw)
    assert 0 < len(shown) <= 120
    assert not {"/", "\\"} & set(shown)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in shown)
    assert display_name(shown) == shown


def test_another_extension_keeps_the_length():
    assert with_extension("动图.gif", "png") == "动图.png"
    assert with_extension("照片", "jpg") == "照片.jpg"
    assert len(with_extension("长" * 120, "jpg")) == 120
