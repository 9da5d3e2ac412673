"""A plan as a workbook, coming in. `import_plan` is all that faces need."""

from tongxin.programme.imports.applying import Imported, import_plan
from tongxin.programme.imports.reading import PlanRead, read_plan

__all__ = ["Imported", "PlanRead", "import_plan", "read_plan"]
