from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

from tongxin.api.public import api
from tongxin.config.wsgi import application

pytestmark = pytest.mark.django_db

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The application is called in this thread, whose connection holds the test's transaction: it is not to be closed."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_answers_as_described() -> None:
    """Whatever is asked, the answer is of a described kind and never a server error."""
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 3
    for operation in operations:

        @given(operation.as_strategy())
        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()


def test_nothing_internal_is_told(client: Client) -> None:
    assert client.get("/api/v1/years").json() == []
    assert client.get("/api/v1/years/1/projects").status_code == 404


def test_every_operation_says_what_it_is_for() -> None:
    paths = api.get_openapi_schema()["paths"]
    assert all(operation["summary"] for path in paths.values() for operation in path.values())
