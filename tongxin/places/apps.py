from collections.abc import Iterator
from uuid import UUID

from django.apps import AppConfig

from tongxin.common import red_lines
from tongxin.common.files import references


class PlacesConfig(AppConfig):
    name = "tongxin.places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only once all apps are there.
        from tongxin.organisations.following import register_follow
        from tongxin.organisations.owes import register_owes
        from tongxin.places.actions.handing import places_follow
        from tongxin.places.owes import kept_by

        register_owes(kept_by, follows=True)
        register_follow(places_follow)
        references.register_reference(evidence_in_use)
        red_lines.allow(
            "places.Place.phone",
            "the institution's switchboard or hotline; a mobile number, which is a person's, is refused",
        )
        red_lines.allow(
            "places.Restoration.budget_address",
            "the web address of a published budget, checked to be one; nobody lives there",
        )


def evidence_in_use() -> Iterator[UUID]:
    """The ids of the attachments that show how a members' home stands."""
    # Models can be imported only once all apps are there.
    from tongxin.places.models import HomeEvidence

    rows = HomeEvidence.objects.filter(attachment__isnull=False)
    return rows.values_list("attachment_id", flat=True).iterator()
