from types import ModuleType

from tests.common.red_line_walk import of_columns
from tongxin.common.tables import Layout, ListColumn, Listing, TextColumn, TextFilter


def test_layouts_and_listings_are_walked_with_every_word_they_ask_by():
    module = ModuleType("sample")
    module.LAYOUT = Layout("表", [TextColumn("title", "名称", aliases=["标题"])])
    module.LISTING = Listing("表", [ListColumn("size", "大小", str)], [TextFilter("q", "名称", "name")])
    assert list(of_columns(module)) == [
        ("sample.LAYOUT", ["title", "名称", "标题"]),
        ("sample.LISTING", ["size", "大小"]),
        ("sample.LISTING", ["q", "名称"]),
    ]
