from __future__ import annotations

import hashlib

import factory

from tests.documents.drafting.outlines import TEXT, outline
from tests.factories import UnitFactory
from tongxin.documents import drafting
from tongxin.documents.models import Draft, SourceDocument


class SourceDocumentFactory(factory.django.DjangoModelFactory):
    """The small document of `outlines.TEXT`."""

    class Meta:
        model = SourceDocument

    owner = factory.SubFactory(UnitFactory)
    title = "示例市2019年重点工作方案"
    text = TEXT
    text_sha256 = factory.LazyAttribute(lambda document: hashlib.sha256(document.text.encode()).hexdigest())
    outline = factory.LazyFunction(outline)


class DraftFactory(factory.django.DjangoModelFactory):
    """A draft as it begins, with no name matched."""

    class Meta:
        model = Draft

    document = factory.SubFactory(SourceDocumentFactory)
    state = factory.LazyAttribute(lambda draft: drafting.state_of(draft.document.outline, draft.document.text))
