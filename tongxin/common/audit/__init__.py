"""The audit chain. `record` adds a row; `verify` finds what was tampered with; `history` reads one thing's past."""

from tongxin.common.audit.chain import Break, Noted, Verdict, history, record, verify

__all__ = ["Break", "Noted", "Verdict", "history", "record", "verify"]
