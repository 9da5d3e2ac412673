"""Chinese in two scripts: what goes out in traditional characters is converted, never kept (docs/adr/0018)."""

from tongxin.common.chinese.traditional import to_traditional

__all__ = ["to_traditional"]
