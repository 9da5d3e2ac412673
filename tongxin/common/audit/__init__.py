"""The audit chain. `record` adds a row; `verify` finds what was tampered with; `history` reads one thing's past."""

from tongxin.common.audit.chain import Break, Verdict, history, record, verify

__all__ = ["Break", "Verdict", "history", "record", "verify"]
