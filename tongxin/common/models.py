from tongxin.common.audit.models import AuditEntry, ChainHead
from tongxin.common.files.models import Attachment
from tongxin.common.jobs.models import PeriodicRun, WorkerHeartbeat

__all__ = ["Attachment", "AuditEntry", "ChainHead", "PeriodicRun", "WorkerHeartbeat"]
