from tongxin.common.audit.models import AuditEntry, ChainHead
from tongxin.common.jobs.models import PeriodicRun, WorkerHeartbeat

__all__ = ["AuditEntry", "ChainHead", "PeriodicRun", "WorkerHeartbeat"]
