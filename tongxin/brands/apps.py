from collections.abc import Iterator
from uuid import UUID

from django.apps import AppConfig

from tongxin.common import red_lines
from tongxin.common.files import references


class BrandsConfig(AppConfig):
    name = "tongxin.brands"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only once all apps are there.
        from tongxin.brands.actions.handing import brands_follow
        from tongxin.brands.counting import counts_for_brands
        from tongxin.brands.offers import OFFER
        from tongxin.brands.owes import brands_of, systems_of
        from tongxin.editorial.offers import register_offer
        from tongxin.facts.counting import register_also_counts
        from tongxin.organisations.following import register_follow
        from tongxin.organisations.owes import register_owes

        page = "the web address of a service's or a report's own page, checked to be one; nobody lives there"
        red_lines.allow("brands.BrandCarrier.address", page)
        red_lines.allow("brands.Evidence.address", page)
        asked = "yes or no: whether evidence of this kind must say the web address of its page"
        red_lines.allow("brands.EvidenceKind.needs_address", asked)
        references.register_reference(attachments_in_use)
        register_also_counts(counts_for_brands)
        register_owes(systems_of, follows=True)
        register_owes(brands_of, follows=True)
        register_follow(brands_follow)
        register_offer("brands", OFFER)


def attachments_in_use() -> Iterator[UUID]:
    """The ids of the files of brands: papers of their moves, and what shows their standing."""
    from tongxin.brands.models import BrandDocument, Evidence

    yield from BrandDocument.objects.values_list("file_id", flat=True).iterator()
    yield from Evidence.objects.filter(file__isnull=False).values_list("file_id", flat=True).iterator()
