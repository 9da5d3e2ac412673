"""What the document says of its own size, held against what the draft has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongxin.documents.drafting.state import State, areas, projects_in


@dataclass(frozen=True)
class Comparison:
    """Numbers are None where the document does not say. `missing_areas` are declared titles that no area has."""

    declared_areas: int | None
    declared_projects: int | None
    areas: int
    projects: int
    missing_areas: tuple[str, ...]
    extra_areas: tuple[str, ...]
    empty_areas: tuple[str, ...]

    @property
    def says_anything(self) -> bool:
        return self.declared_areas is not None or self.declared_projects is not None or bool(self.missing_areas)

    @property
    def agrees(self) -> bool:
        return (
            self.declared_areas in (None, self.areas)
            and self.declared_projects in (None, self.projects)
            and not self.missing_areas
        )


def declared_against(state: State) -> Comparison:
    """What the document declares against what the draft has; area titles are compared without white space and marks."""
    found = areas(state)
    declared = state["declared"]
    titles: list[str] = declared["area_titles"]
    bare_found = {_bare(area["title"]) for area in found}
    bare_declared = {_bare(title) for title in titles}
    return Comparison(
        declared_areas=declared["areas"] if declared["areas"] is not None else (len(titles) or None),
        declared_projects=declared["projects"],
        areas=len(found),
        projects=sum(len(projects_in(area)) for area in found),
        missing_areas=tuple(title for title in titles if _bare(title) not in bare_found),
        extra_areas=tuple(area["title"] for area in found if titles and _bare(area["title"]) not in bare_declared),
        empty_areas=tuple(area["title"] for area in found if not projects_in(area)),
    )


def _bare(title: str) -> str:
    return re.sub(r"[\s\W_]", "", title)
