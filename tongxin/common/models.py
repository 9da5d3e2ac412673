from tongxin.common.audit.models import AuditEntry, ChainHead
from tongxin.common.files.models import Attachment
from tongxin.common.jobs.models import PeriodicRun

__all__ = ["Attachment", "AuditEntry", "ChainHead", "PeriodicRun"]
