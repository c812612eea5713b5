"""Dragoman reads news reports and keeps who did what to whom, when, where and on whose word.

The functions and nouns of this page are the public ones; they load on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.case import Case, add, open_case
    from dragoman.frames import Results
    from dragoman.ingest import take_in
    from dragoman.model.errors import DataError, DragomanError, SettingError, SourceError
    from dragoman.model.reading import Reading
    from dragoman.model.text import Report
    from dragoman.pipeline import read_sources
    from dragoman.read import Ontology, load_ontology, read_report, read_reports
    from dragoman.settings import Settings
    from dragoman.show import brief, html_page

__version__ = version("dragoman")

_HOME = {
    "Case": "dragoman.case",
    "DataError": "dragoman.model.errors",
    "DragomanError": "dragoman.model.errors",
    "Ontology": "dragoman.read",
    "Reading": "dragoman.model.reading",
    "Report": "dragoman.model.text",
    "Results": "dragoman.frames",
    "SettingError": "dragoman.model.errors",
    "Settings": "dragoman.settings",
    "SourceError": "dragoman.model.errors",
    "add": "dragoman.case",
    "brief": "dragoman.show",
    "html_page": "dragoman.show",
    "load_ontology": "dragoman.read",
    "open_case": "dragoman.case",
    "read_report": "dragoman.read",
    "read_reports": "dragoman.read",
    "read_sources": "dragoman.pipeline",
    "take_in": "dragoman.ingest",
}

__all__ = [
    "Case", "DataError", "DragomanError", "Ontology", "Reading", "Report", "Results", "SettingError", "Settings", "SourceError", "__version__",
    "add", "brief", "html_page", "load_ontology", "open_case", "read_report", "read_reports", "read_sources", "take_in",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
