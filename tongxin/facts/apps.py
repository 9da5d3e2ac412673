from collections.abc import Iterator
from uuid import UUID

from django.apps import AppConfig

from tongxin.common.files import references


class FactsConfig(AppConfig):
    name = "tongxin.facts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        references.register_reference(evidence_in_use)


def evidence_in_use() -> Iterator[UUID]:
    """The ids of the attachments that stand as evidence: they are kept as long as the ledger."""
    # Models can be imported only once all apps are there.
    from tongxin.facts.models import FactEvidence

    return FactEvidence.objects.values_list("attachment_id", flat=True).distinct().iterator()
