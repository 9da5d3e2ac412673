from collections.abc import Iterator
from uuid import UUID

from django.apps import AppConfig

from tongxin.common.files import references


class DocumentsConfig(AppConfig):
    name = "tongxin.documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        references.register_reference(attachments_in_use)


def attachments_in_use() -> Iterator[UUID]:
    """The ids of the files of documents, taken in or issued: they are kept as long as the documents."""
    # Models can be imported only once all apps are there.
    from tongxin.documents.models import IssuedDocument, SourceDocument

    for docx_id, pdf_id in IssuedDocument.objects.values_list("docx_id", "pdf_id").iterator():
        yield from (docx_id, pdf_id)
    yield from (
        SourceDocument.objects.filter(attachment__isnull=False).values_list("attachment_id", flat=True).iterator()
    )
