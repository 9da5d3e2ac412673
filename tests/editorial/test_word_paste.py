"""A text pasted from Word keeps its headings, lists, bold and links, and nothing else."""

from __future__ import annotations

from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter
from wagtail.admin.rich_text.converters.html_to_contentstate import HtmlToContentStateHandler
from wagtail.rich_text import features

from tongxin.editorial.blocks import TEXT_FEATURES, BodyBlock

WORD = """<p class="MsoNormal" style="text-indent:32pt;mso-char-indent-count:2"><b><span lang="EN-US"
 style="font-family:仿宋_GB2312;color:red">一、</span>总体要求<o:p></o:p></b></p>
<script>alert(1)</script><p class="MsoNormal" onclick="alert(1)"><font face="宋体">正文<i>斜体</i></font>
<a href="javascript:alert(1)">坏链接</a><a href="https://example.org/">好链接</a></p>
<h1 style="color:blue">太大的标题</h1><h2>小标题</h2><table><tr><td>表格里的话</td></tr></table>
<ul><li><p class="MsoListParagraph">一条</p></li></ul><img src="file:///C:/a.png"><iframe src="https://example.org/"></iframe>"""


def test_what_is_kept_of_a_paste_in_the_database() -> None:
    kept = EditorHTMLConverter(features=TEXT_FEATURES).to_database_format(WORD)
    for dirt in (
        "style",
        "class",
        "Mso",
        "o:p",
        "font",
        "javascript",
        "onclick",
        "<script",
        "<iframe",
        "file:",
        "<h1",
        "<i>",
    ):
        assert dirt not in kept, dirt
    for words in ("总体要求", "正文", "<h2>小标题</h2>", '<a href="https://example.org/">好链接</a>', "<b>", "<li>"):
        assert words in kept, words


def test_the_editor_knows_only_what_a_text_may_hold() -> None:
    block = BodyBlock().child_blocks["text"]
    assert block.features == TEXT_FEATURES
    assert all(features.get_editor_plugin("draftail", one) for one in TEXT_FEATURES)
    handler = HtmlToContentStateHandler(TEXT_FEATURES)
    handler.feed("<h1>太大</h1><h2>小标题</h2><p style='color:red'>正文</p>")
    handler.close()
    kinds = [one.type for one in handler.contentstate.blocks]
    assert kinds == ["unstyled", "header-two", "unstyled"]
