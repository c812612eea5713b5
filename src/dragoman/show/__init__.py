"""Readings in, a sourced brief out: in the terminal and as one self-contained page. Both print the same noun, `Brief`."""

from .brief import Brief, Cell, Cite, Head, Line, Quote, Section, Tally
from .compose import brief, overview
from .explanation import print_explanations
from .page import html_page
from .terminal import print_brief, print_overview
from .trials import print_trials

__all__ = [
    "Brief",
    "Cell",
    "Cite",
    "Head",
    "Line",
    "Quote",
    "Section",
    "Tally",
    "brief",
    "html_page",
    "overview",
    "print_brief",
    "print_explanations",
    "print_overview",
    "print_trials",
]
