"""Many reports beside one another: judges, never edits, what was read."""

from .echoes import SHARED, direct, trace_of

__all__ = ["SHARED", "direct", "trace_of"]
