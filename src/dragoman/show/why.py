"""Why a case holds a happening: on whose word in which report, what joined them, who denies it, what is disputed, what a person changed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.model.happening import Origin, Telling
from dragoman.model.record import Echo, Kept
from dragoman.model.why import Why

from .corroboration import corroboration, named
from .records import claims, kind_of
from .tables import days
from .wording import DAMAGED

if TYPE_CHECKING:
    from rich.console import Console


def print_why(why: Why, console: "Console") -> None:
    """Prints it, each telling as a chain: outlet ← source (basis), with its words."""
    from rich.text import Text

    about = why.happening
    parties = " → ".join(part for part in (about.who or "?", about.whom) if part)
    console.print(Text.assemble((f"{about.type}  ", "bold"), parties, *([" at ", about.place.title()] if about.place else [])))
    when = days(about.first, about.last)
    console.print(Text(f"{about.id}  {when or 'day unknown'}  {why.standing}", style="dim"))
    console.print(Text(corroboration(about) + "."))
    made_from = {echo.report: echo for echo in why.echoes}
    console.print()
    console.print(Text("Told by", style="bold"))
    for telling in sorted(about.tellings, key=lambda each: (each.published or 0, each.report, each.id)):
        _print_telling(telling, why.reports.get(telling.report), made_from.get(telling.report), console)
    _print_list("What joins them", [", ".join(about.reasons)] if about.reasons else [], console)
    _print_list("Disputed", [f"{kind_of(each)}: {claims(each)}" + (f"  [{each.moved}]" if each.moved else "") for each in why.contests], console)
    _print_list("Recalled later by", [f"{each.report}: “{each.quote}”" for each in why.recalled], console)
    _print_list("By hand", about.by_hand, console)


def _print_telling(telling: Telling, report: Kept | None, echo: Echo | None, console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    outlet = (report.outlet if report else None) or telling.report
    chain = "; ".join(_source(each) for each in telling.origins) or "nobody"
    said = Text.assemble((f"{report.published or 'undated'}  " if report else "", "dim"), (outlet, "bold"), f" ← {chain}")
    if telling.deniers:
        said.append(f"; denied by {', '.join(_source(each) for each in telling.deniers)}", style="red")
    if report and report.integrity < DAMAGED:
        said.append(f"  [text {report.integrity:.0%}]", style="yellow")
    if echo:
        said.append(f"  [{echo.how} of {echo.of}]", style="dim")
    console.print(Padding(said, (0, 0, 0, 2)))
    console.print(Padding(Text(f"“{telling.quote}”", style="italic"), (0, 0, 0, 6)))
    console.print(
        Padding(
            Text(f"{telling.report} {telling.start}–{telling.end} ‘{telling.words}’, {telling.status}, {telling.factuality}", style="dim"),
            (0, 0, 0, 6),
        )
    )


def _source(origin: Origin) -> str:
    if origin.kind == "outlet":
        return "itself"
    basis = {"direct": ", with direct knowledge", "briefed": ", briefed on it"}.get(origin.basis, "")
    return named(origin) + (" (unnamed)" if origin.key.startswith("unnamed:") else "") + basis


def _print_list(head: str, lines: Iterable[str], console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    shown = [line for line in lines if line]
    if shown:
        console.print()
        console.print(Text(head, style="bold"))
        for line in shown:
            console.print(Padding(Text(line), (0, 0, 0, 2)))
