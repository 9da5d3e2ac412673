from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.programme.factories import picture
from tongxin.common import jobs, tasks
from tongxin.common.files import actions
from tongxin.common.models import Attachment

pytestmark = pytest.mark.django_db


def test_a_forgotten_upload_goes_after_two_days(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    forgotten = actions.store(upload=picture("a.jpg"), by=None)
    fresh = actions.store(upload=picture("b.jpg"), by=None)
    Attachment.objects.filter(pk=forgotten.pk).update(created_at=timezone.now() - timedelta(days=3))
    tasks.sweep_attachments.call()
    assert list(Attachment.objects.all()) == [fresh]


def test_it_runs_every_night() -> None:
    assert "sweep_unused_attachments" in [periodic.name for periodic in jobs.registered()]
