"""The public year for machines: the same rows as the public pages, described by OpenAPI at /api/v1/openapi.json."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Schema
from pydantic import Field

from tongxin import __version__
from tongxin.programme.models import Programme
from tongxin.programme.selectors.public import PublicProject, public_programmes, public_year

# The interactive page of ninja needs inline scripts, which our content security policy forbids; any OpenAPI reader
# takes the description itself.
api = NinjaAPI(title="Tongxin", version=__version__, docs_url=None, urls_namespace="public-api")


class YearOut(Schema):
    """A public year of work."""

    id: int
    name: str
    year: int
    owner: str = Field(description="The coordinating office.")
    starts_on: date
    ends_on: date
    sample: bool = Field(description="Sample data, not a real year.")

    @staticmethod
    def resolve_owner(row: Programme) -> str:
        return row.owner.name

    @staticmethod
    def resolve_sample(row: Programme) -> bool:
        return row.is_sample


class GoalOut(Schema):
    label: str
    text: str
    due_on: date
    state: str = Field(description="done, late or idle (still to come).")


class IndicatorOut(Schema):
    name: str
    unit: str
    value: Decimal | None = Field(description="Null where it is a count of persons too small to be published.")
    target: Decimal | None


class ProgressOut(Schema):
    label: str
    on: date | None
    text: str


class ReasonOut(Schema):
    found: str
    sums: list[str]


class ProjectOut(Schema):
    """A public project; what is not public of it is empty or null."""

    code: str
    title: str
    area: str
    state: str = Field(description="The light: late, risk, good, idle or done.")
    words: str
    is_sample: bool
    lead_unit: str
    supporting_units: list[str]
    starts_on: date | None
    due_on: date | None
    goals: list[GoalOut]
    indicators: list[IndicatorOut]
    progress: list[ProgressOut]
    reasons: list[ReasonOut]


class Missing(Schema):
    detail: str


@api.get("/years", response=list[YearOut], summary="Public years, newest first")
def years(request: HttpRequest) -> list[Programme]:
    return list(public_programmes())


@api.get("/years/{year_id}", response={200: YearOut, 404: Missing}, summary="One public year")
def year(request: HttpRequest, year_id: int) -> Programme:
    return get_object_or_404(public_programmes(), pk=year_id)


@api.get("/years/{year_id}/projects", response={200: list[ProjectOut], 404: Missing}, summary="Its public projects")
def projects(request: HttpRequest, year_id: int) -> list[PublicProject]:
    return public_year(get_object_or_404(public_programmes(), pk=year_id)).projects
