"""Many reports beside one another: judges, never edits, what was read."""

from .echoes import SHARED, direct, trace_of
from .happenings import joined, tellings_of

__all__ = ["SHARED", "direct", "joined", "tellings_of", "trace_of"]
