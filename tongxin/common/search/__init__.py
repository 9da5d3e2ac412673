"""Search over all that is public: `register` a source, `search` and `suggest`, `reindex`. See docs/adr/0017."""

from tongxin.common.search.asking import MOST, PER_PAGE, Found, Hit, Kind, search, suggest
from tongxin.common.search.index import refresh, reindex, reindex_if_needed, settle, touched
from tongxin.common.search.sources import Entry, Source, register, sources

__all__ = [
    "MOST",
    "PER_PAGE",
    "Entry",
    "Found",
    "Hit",
    "Kind",
    "Source",
    "refresh",
    "register",
    "reindex",
    "reindex_if_needed",
    "search",
    "settle",
    "sources",
    "suggest",
    "touched",
]
