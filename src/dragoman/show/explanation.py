"""Why events were read, in the terminal: the sentence, then a row a reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.model.explanation import Explanation
from dragoman.model.reading import EventMention

from .eventnames import code, plain
from .terminal import safe

if TYPE_CHECKING:
    from rich.console import Console


SEEN = {"lexicon": "the lexicon", "network": "the network", "both": "lexicon and network"}


def coded(event: EventMention) -> tuple[str, ...]:
    """What other codebooks call it, how grave it is, and how sure reading was."""
    codes = [("CAMEO", event.cameo), ("ACLED", event.acled), ("quad class", event.quad), ("intensity", event.intensity)]
    told = [f"{name} {value}" for name, value in codes if value is not None]
    return (*told, f"confidence {event.confidence:.2f}", f"seen by {SEEN[event.basis]}")


def print_explanations(explanations: Sequence[Explanation], console: "Console") -> None:
    """Prints each event with its reasons: part, what it came out as, the words, the rule, what the rule says."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    for each in explanations:
        event = each.event
        title = Text.assemble((f"{event.id}  ", "dim"), (plain(event), "bold"), f" ({code(event)})  ", (f"{each.report}, s. {each.number}", "dim"))
        console.print(title)
        console.print(Text("  " + "  ·  ".join(coded(event)), "dim"))
        console.print(Text("  ‘" + safe(" ".join(each.sentence.split())) + "’"))
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
        for name in ("Part", "Read as", "Words", "Rule", "What it says"):
            table.add_column(name, overflow="fold", ratio=2 if name in ("Words", "What it says") else None)
        for reason in each.reasons:
            where = f"‘{' '.join(reason.words.split())}’ [{reason.start}]"
            table.add_row(*(Text(safe(cell)) for cell in (reason.part, reason.result, where, reason.rule, reason.note)))
        console.print(table)
        console.print()
