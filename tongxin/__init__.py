"""Tongxin (同心): what was done is written once, as a fact; everything else is a view of facts."""

__version__ = "0.1.0"
