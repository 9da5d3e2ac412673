from tongxin.editorial.models.guarding import GuardPass
from tongxin.editorial.models.pages import (
    DocumentIndex,
    EditorialPage,
    NewsIndex,
    Notice,
    NoticeIndex,
    PublishedDocument,
    SiteHome,
    StandardPage,
    Story,
)
from tongxin.editorial.models.review import ReviewPart, ReviewVerdict
from tongxin.editorial.models.tasks import ReviewTask

__all__ = [
    "DocumentIndex",
    "EditorialPage",
    "GuardPass",
    "NewsIndex",
    "Notice",
    "NoticeIndex",
    "PublishedDocument",
    "ReviewPart",
    "ReviewTask",
    "ReviewVerdict",
    "SiteHome",
    "StandardPage",
    "Story",
]
