from collections.abc import Iterator
from uuid import UUID

from django.apps import AppConfig

from tongxin.common.files import references


class ProgrammeConfig(AppConfig):
    name = "tongxin.programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only once all apps are there.
        from tongxin.editorial.offers import register_offer
        from tongxin.organisations.owes import register_owes
        from tongxin.programme.offers import OFFER
        from tongxin.programme.owes import work_owed_by

        references.register_reference(evidence_in_use)
        register_owes(work_owed_by)
        register_offer("years", OFFER)


def evidence_in_use() -> Iterator[UUID]:
    """The ids of the attachments that reports stand on."""
    from tongxin.programme.models import ReportEvidence

    return ReportEvidence.objects.values_list("attachment_id", flat=True).distinct().iterator()
