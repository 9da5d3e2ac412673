from tongxin.common.audit.models import AuditEntry, ChainHead
from tongxin.common.jobs.models import PeriodicRun

__all__ = ["AuditEntry", "ChainHead", "PeriodicRun"]
