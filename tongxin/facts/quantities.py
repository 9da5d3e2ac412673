"""Quantities: exact decimals with six places, in the ledger and in its totals, on every database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

MAX_DIGITS = 20
PLACES = 6
# A single entry may be at most this large, so that ten years of entries add up within 64 bits of millionths.
LARGEST = Decimal(10) ** 11


class QuantityField(models.DecimalField[Any, Any]):
    """A decimal with six places: `numeric(20, 6)` on PostgreSQL, a whole number of millionths on SQLite.

    SQLite keeps decimals as binary floats; sums of money would drift. Millionths add up exactly.
    """

    description = _("数量")

    def __init__(self, *args: Any, **options: Any) -> None:
        options["max_digits"], options["decimal_places"] = MAX_DIGITS, PLACES
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        del options["max_digits"], options["decimal_places"]
        return name, path, args, options

    def get_internal_type(self) -> str:
        # Not "DecimalField": SQLite's converter for that type rounds to fifteen digits.
        return "QuantityField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bigint" if connection.vendor == "sqlite" else f"numeric({MAX_DIGITS}, {PLACES})"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        exact = self.to_python(value)
        if connection.vendor != "sqlite":
            return super().get_db_prep_value(exact, connection, prepared)
        millionths = exact.scaleb(PLACES)
        if millionths != millionths.to_integral_value():
            raise ValidationError(_("数量最多六位小数。"))
        return int(millionths)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Decimal | None:
        if value is None:
            return None
        return Decimal(value).scaleb(-PLACES) if connection.vendor == "sqlite" else Decimal(value)
