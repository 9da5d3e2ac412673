from django.apps import AppConfig

from tongxin.common import red_lines

# The kinds of page that editors write.
KINDS = ("DocumentIndex", "NewsIndex", "Notice", "NoticeIndex", "PublishedDocument", "StandardPage", "Story")


class EditorialConfig(AppConfig):
    name = "tongxin.editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on only.
        # The guards and the corrections register themselves with `publishing`.
        from tongxin.editorial import correcting, guarding, wagtail_log  # noqa: F401

        wagtail_log.connect()
        for name in KINDS:
            red_lines.allow(
                f"editorial.{name}.published_contacts",
                "switchboards and office addresses that an institution gives out, so that the guards let them pass",
            )
