from tongxin.common.audit.models import AuditEntry, ChainHead
from tongxin.common.files.models import Attachment
from tongxin.common.jobs.models import PeriodicRun, WorkerHeartbeat
from tongxin.common.pictures.models import Picture, PictureRendition

__all__ = ["Attachment", "AuditEntry", "ChainHead", "PeriodicRun", "Picture", "PictureRendition", "WorkerHeartbeat"]
