from __future__ import annotations

import pytest

from tongxin.common.models import AuditEntry
from tongxin.places.kinds import KINDS, ensure_kinds

pytestmark = pytest.mark.django_db


def test_shipped_kinds_are_added_once_and_never_changed() -> None:
    kinds = ensure_kinds()
    assert list(kinds) == [kind.code for kind in KINDS]
    assert [code for code, kind in kinds.items() if kind.is_sensitive_by_association] == ["members-home"]
    kinds["base"].name = "本市的叫法"
    kinds["base"].save()
    before = AuditEntry.objects.count()
    assert ensure_kinds()["base"].name == "本市的叫法"
    assert AuditEntry.objects.count() == before
