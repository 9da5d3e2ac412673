"""Which brands a fact counts for: asked by the ledger whenever something is recorded (`facts.counting`).

A fact of a linked project or place counts for the brand, for the strand that the link names, and for the brand above.
However many ways lead to a brand, a fact counts for it once: it is one row of the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from tongxin.brands.models import Brand, BrandLink, Strand
from tongxin.common.subjects import Subject

BRAND = Subject.of(Brand, 0).kind
STRAND = Subject.of(Strand, 0).kind


def counts_for_brands(subjects: Collection[Subject]) -> dict[Subject, list[Subject]]:
    """What each of `subjects` counts for besides; at most three queries."""
    found: dict[Subject, list[Subject]] = defaultdict(list)
    brands = [subject.id for subject in subjects if subject.kind == BRAND]
    strands = [subject.id for subject in subjects if subject.kind == STRAND]
    others: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        if subject.kind not in (BRAND, STRAND):
            others[subject.kind].append(subject.id)
    if others:
        wanted = Q(pk__in=[])
        for kind, ids in others.items():
            wanted |= Q(subject_kind=kind, subject_id__in=ids)
        for link in BrandLink.objects.filter(wanted, ended_on__isnull=True).select_related("brand"):
            found[Subject(link.subject_kind, link.subject_id)] += counted_of(link)
    if brands:
        rows = Brand.objects.filter(pk__in=brands, parent__isnull=False)
        for brand_id, parent_id in rows.values_list("pk", "parent_id"):
            found[Subject.of(Brand, brand_id)].append(Subject.of(Brand, parent_id))
    if strands:
        for strand in Strand.objects.filter(pk__in=strands).select_related("brand"):
            found[Subject.of(strand)] += [Subject.of(Brand, strand.brand_id), *_above(strand.brand)]
    return found


def counted_of(link: BrandLink) -> list[Subject]:
    """What facts of a link's subject count for."""
    strand = [Subject.of(Strand, link.strand_id)] if link.strand_id else []
    return [*strand, Subject.of(Brand, link.brand_id), *_above(link.brand)]


def _above(brand: Brand) -> list[Subject]:
    return [Subject.of(Brand, brand.parent_id)] if brand.parent_id else []
