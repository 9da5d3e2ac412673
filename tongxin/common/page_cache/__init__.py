"""Public pages, answered again without asking the framework, until anything changes (docs/adr/0014)."""

from tongxin.common.page_cache.generation import changed, current, renew
from tongxin.common.page_cache.memory import remembered

__all__ = ["changed", "current", "remembered", "renew"]
