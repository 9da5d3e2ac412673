from collections.abc import Iterator
from uuid import UUID

from django.apps import AppConfig

from tongxin.common.files import references


class NamingConfig(AppConfig):
    name = "tongxin.naming"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only once all apps are there.
        from tongxin.naming import personal
        from tongxin.naming.actions.handing import batches_follow
        from tongxin.naming.owes import applications_of, batches_of
        from tongxin.organisations.following import register_follow
        from tongxin.organisations.owes import register_owes

        references.register_reference(evidence_in_use)
        register_owes(applications_of)
        register_owes(batches_of, follows=True)
        register_follow(batches_follow)
        personal.declare_fields()


def evidence_in_use() -> Iterator[UUID]:
    """The ids of the attachments that applications stand on."""
    from tongxin.naming.models import Evidence

    return Evidence.objects.values_list("attachment_id", flat=True).distinct().iterator()
