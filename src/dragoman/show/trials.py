"""How the sentences of a user's ontology were read, in the terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.model.ontology import Trial

from .terminal import safe

if TYPE_CHECKING:
    from rich.console import Console

# An example must be found, a look-alike must leave its entry quiet.
RESULTS = {("example", True): "found", ("example", False): "missed", ("look-alike", True): "quiet", ("look-alike", False): "fires"}


def print_trials(trials: Sequence[Trial], console: "Console") -> None:
    """Prints a row a sentence: what came of it, its entry, its words, and what other entries read in it."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for name in ("Result", "Entry", "Sentence", "Else read as"):
        table.add_column(name, overflow="fold", ratio=1 if name == "Sentence" else None)
    for trial in trials:
        result = Text(RESULTS[trial.kind, trial.passed], "green" if trial.passed else "bold red")
        others = ", ".join(entry for entry in trial.read_as if entry != trial.entry)
        table.add_row(result, *(Text(safe(said)) for said in (trial.entry, trial.sentence, others)))
    if trials:
        console.print(table)
    console.print(Text(f"{sum(trial.passed for trial in trials)} of {len(trials)} sentences are read as they should be."))
