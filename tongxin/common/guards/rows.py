"""Guards for rows that have public texts: which fields are read, what is refused once they are public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar, Protocol

from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.common.guards.findings import PERSONAL, Finding, Kind
from tongxin.common.guards.personal import find

# An institution's landline is no personal data, and nobody can tell it from a family's: it is only pointed out.
REFUSED = PERSONAL - {Kind.LANDLINE}


class HasPublicTexts(Protocol):
    """A model that says which of its fields everybody reads once it is public."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]]
    _meta: ClassVar[Any]


def findings_in_rows(rows: Iterable[HasPublicTexts], published: Iterable[str] = ()) -> list[Finding]:
    """Personal data in the public texts of rows, each with the kind of row and the field it stands in.

    `published` as in `guards.find_personal`.
    """
    allowed = list(published)
    return [
        replace(one, where=_("%(thing)s：%(field)s") % {"thing": row._meta.verbose_name, "field": label})
        for row in rows
        for _name, label, one in _read(row, allowed)
    ]


def refuse_in_rows(rows: Iterable[HasPublicTexts], published: Iterable[str] = ()) -> None:
    """For who makes them public: raises Invalid naming each place and the remedy."""
    found = [one for one in findings_in_rows(rows, published) if one.kind in REFUSED]
    if found:
        words = [_("“%(where)s”有%(what)s") % {"where": one.where, "what": one} for one in found[:5]]
        remedies = dict.fromkeys(str(one.remedy) for one in found)
        raise Invalid(
            _("还不能公开：%(what)s。%(remedy)s") % {"what": _("；").join(words), "remedy": "".join(remedies)}
        )


def refuse_in(row: HasPublicTexts, published: Iterable[str] = (), field: str = "") -> None:
    """For who changes one that is public: raises Invalid with the remedy and the field, or `field` where a form has another name for it."""
    for name, label, one in _read(row, list(published)):
        if one.kind in REFUSED:
            words = _("“%(where)s”有%(what)s，这里的内容是公开的。%(remedy)s")
            raise Invalid(words % {"where": label, "what": one, "remedy": one.remedy}, field=field or name)


def _read(row: HasPublicTexts, published: list[str]) -> Iterable[tuple[str, str, Finding]]:
    for name in row.PUBLIC_TEXTS:
        for one in find(getattr(row, name), published=published):
            yield name, str(row._meta.get_field(name).verbose_name), one
