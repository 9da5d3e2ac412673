from tongxin.common.audit.models import AuditEntry, ChainHead
from tongxin.common.files.models import Attachment
from tongxin.common.jobs.models import PeriodicRun, WorkerHeartbeat
from tongxin.common.pictures.models import Picture, PictureRendition
from tongxin.common.search.models import SearchChange, SearchEntry, SearchState

__all__ = [
    "Attachment",
    "AuditEntry",
    "ChainHead",
    "PeriodicRun",
    "Picture",
    "PictureRendition",
    "SearchChange",
    "SearchEntry",
    "SearchState",
    "WorkerHeartbeat",
]
