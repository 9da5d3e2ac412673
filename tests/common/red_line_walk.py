"""Walks everything in a package that names what is asked or kept, and finds what the red lines forbid."""

from __future__ import annotations

import enum
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django import forms
from django.apps import AppConfig, apps
from django.db import models
from django.db.models import Choices

from tongxin.common import personal, red_lines
from tongxin.common.tables import Layout, Listing
from tongxin.common.workflow import Workflow

NOT_WALKED = ("migrations", "__main__", "wsgi")


@dataclass(frozen=True)
class Finding:
    where: str
    why: str


def modules(package: ModuleType) -> list[ModuleType]:
    """The package with every module below it, imported."""
    names = [one.name for one in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
    walked = [name for name in names if not any(part in NOT_WALKED for part in name.split("."))]
    return [package, *map(importlib.import_module, walked)]


def defined(where: Iterable[ModuleType], kind: type) -> Iterator[type]:
    """The subclasses of `kind` that these modules define themselves."""
    for module in where:
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, kind) and thing.__module__ == module.__name__:
                yield thing


def nested_choices(thing: type) -> Iterator[type[Choices]]:
    for inner in vars(thing).values():
        if isinstance(inner, type) and issubclass(inner, Choices):
            yield inner


def app_name(thing: type) -> str:
    return thing.__module__.split(".")[1] if thing.__module__.startswith("tongxin.") else thing.__module__


def of_enum(kind: type[enum.Enum]) -> Iterator[tuple[str, list[str]]]:
    for member in kind:
        yield (
            f"{app_name(kind)}.{kind.__qualname__}.{member.name}",
            [
                member.name,
                str(member.value),
                str(getattr(member, "label", "")),
            ],
        )


def choices_of(field: Any) -> list[tuple[str, str]]:
    try:
        return [(str(value), str(label)) for value, label in getattr(field, "choices", None) or []]
    except (TypeError, ValueError):  # groups of choices
        return [(str(inner), str(label)) for _group, rows in field.choices for inner, label in rows]


def allowed_pairs(enums: Iterable[type[enum.Enum]]) -> set[tuple[str, str]]:
    """The choices that stand in an allowed enum: forms and columns offer them again."""
    allowed = red_lines.allowed()
    return {
        (str(member.value), str(getattr(member, "label", "")))
        for kind in enums
        for member in kind
        if f"{app_name(kind)}.{kind.__qualname__}.{member.name}" in allowed
    }


def of_model(model: type[models.Model]) -> Iterator[tuple[str, list[str], list[tuple[str, str]]]]:
    label = f"{model._meta.app_label}.{model.__name__}"
    yield label, [model.__name__, str(model._meta.verbose_name)], []
    for field in model._meta.get_fields():
        if isinstance(field, models.Field):
            texts = [field.name, str(field.verbose_name), str(field.help_text)]
            yield f"{label}.{field.name}", texts, choices_of(field)


def of_form(form: type[forms.BaseForm]) -> Iterator[tuple[str, list[str], list[tuple[str, str]]]]:
    for name, field in getattr(form, "base_fields", {}).items():
        is_fixed = not isinstance(field, forms.ModelChoiceField)
        texts = [name, str(field.label or ""), str(field.help_text or "")]
        yield f"{app_name(form)}.{form.__qualname__}.{name}", texts, choices_of(field) if is_fixed else []


def of_workflow(module: ModuleType) -> Iterator[tuple[str, list[str]]]:
    for name, thing in vars(module).items():
        if isinstance(thing, Workflow):
            for move in thing.moves:
                yield (
                    f"{module.__name__}.{name}.{move.action}",
                    [thing.name, move.source, move.action, move.target, str(move.label)],
                )


def of_columns(module: ModuleType) -> Iterator[tuple[str, list[str]]]:
    """Columns of imports and lists: every class whose name ends in Column, every list of such, layouts and listings."""
    for name, thing in vars(module).items():
        items = list(thing) if isinstance(thing, (list, tuple)) else [thing]
        if isinstance(thing, (Layout, Listing)):
            items = [*thing.columns, *getattr(thing, "filters", ())]
        for item in items:
            if type(item).__name__.endswith(("Column", "Filter")) or (
                isinstance(item, type) and item.__name__.endswith("Column")
            ):
                texts = [
                    str(getattr(item, attribute, "")) for attribute in ("name", "key", "heading", "title", "label")
                ]
                texts += map(str, getattr(item, "aliases", ()))
                yield f"{module.__name__}.{name}", [text for text in texts if text]


def findings(walked: list[ModuleType], model_apps: Iterable[AppConfig]) -> list[Finding]:
    """Every offence in these modules and models, and every personal-looking field that is not declared."""
    found: list[Finding] = []
    allowed = red_lines.allowed()
    model_classes = [model for app in model_apps for model in app.get_models(include_auto_created=False)]
    enums: list[type[enum.Enum]] = [*defined(walked, enum.Enum)]  # type: ignore[list-item]
    enums += [inner for thing in [*model_classes, *defined(walked, object)] for inner in nested_choices(thing)]
    known_pairs = allowed_pairs(enums)

    def look(where: str, texts: Iterable[str]) -> None:
        if where in allowed:
            return
        found.extend(Finding(where, reason) for text in texts if (reason := red_lines.offence(text)))

    for kind in dict.fromkeys(enums):
        for where, texts in of_enum(kind):
            look(where, texts)
    described = [row for model in model_classes for row in of_model(model)]
    described += [row for form in dict.fromkeys(defined(walked, forms.BaseForm)) for row in of_form(form)]
    for where, texts, choices in described:
        look(where, texts)
        for pair in choices:
            if pair not in known_pairs:
                look(f"{where}[{pair[0]}]", pair)
    for module in walked:
        for where, texts in (*of_workflow(module), *of_columns(module)):
            look(where, texts)
    found.extend(undeclared(model_classes))
    return found


def undeclared(model_classes: Iterable[type[models.Model]]) -> Iterator[Finding]:
    for model in model_classes:
        for field in model._meta.get_fields():
            if not isinstance(field, models.Field) or field.is_relation:
                continue
            where = f"{model._meta.app_label}.{model.__name__}.{field.name}"
            is_held = where in red_lines.allowed() or personal.is_declared(model, field.name)
            if red_lines.looks_personal(field.name, str(field.verbose_name)) and not is_held:
                yield Finding(where, "looks personal and is not declared with a purpose and an expiry")


def product_apps() -> list[AppConfig]:
    return [app for app in apps.get_app_configs() if app.name.startswith("tongxin.")]


def places(walked: list[ModuleType], model_apps: Iterable[AppConfig]) -> set[str]:
    """Every place that an allowance can speak of."""
    model_classes = [model for app in model_apps for model in app.get_models()]
    enums: list[Any] = [*defined(walked, enum.Enum)]
    enums += [inner for model in model_classes for inner in nested_choices(model)]
    return {where for kind in enums for where, _texts in of_enum(kind)} | {
        where for model in model_classes for where, _texts, _choices in of_model(model)
    }
