"""The case: one SQLite file of readings that grows, and what is derived from them.

Readings are kept whole and for good; all other tables follow from them. Left out: what reports imply together, which is
`reconcile`'s to judge and only stored here.
"""

from .case import Case, open_case

__all__ = ["Case", "open_case"]
