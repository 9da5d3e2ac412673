"""Guards before publishing: what in a text or a page should be looked at before others see it. Pure, without a database.

`personal.find` points out personal data in a text; `structure.check` what is wrong with the HTML of a page. Both give
findings that name the place and the remedy; whoever publishes decides what follows (`editorial`).
"""

from tongxin.common.guards.findings import Finding, Kind
from tongxin.common.guards.personal import find as find_personal
from tongxin.common.guards.structure import check as check_structure

__all__ = ["Finding", "Kind", "check_structure", "find_personal"]
