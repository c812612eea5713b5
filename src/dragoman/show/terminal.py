"""A brief in the terminal: columns where there is room, stacked lines where there is not; nothing is ever cut off.

What a report holds is printed as text, never as markup, and its control characters as pictures of themselves: a report cannot move the cursor.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from dragoman.model.reading import Reading

from .brief import Brief, Cell, Cite, Line, Quote, Section, Tone
from .compose import brief, overview_of

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

WORDS_ROOM = 44  # characters that the column of printed words needs to be read at ease; with less, lines are stacked
CITES_ROOM = 22
KEPT_COLUMNS = 4  # of the overview: report, date, state of the text, events; with less it is no table
BAR = 10  # characters of a bar
SHOWN_CITES = 8

STYLES: dict[Tone, str] = {"plain": "", "strong": "bold", "good": "green", "warn": "yellow", "bad": "bold red", "muted": "dim"}

# Control characters and directional overrides would let a report write over the screen or turn words around.
_PICTURES = (
    {code: 0x2400 + code for code in range(0x20)}
    | {0x7F: 0x2421}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)), 0xFFFD)
)


def safe(text: str) -> str:
    """The text with nothing in it that a terminal would obey."""
    return text.translate(_PICTURES)


def print_brief(readings: Iterable[Reading], console: "Console") -> None:
    """Prints the brief of each reading, after an overview where there are several."""
    pairs = [(reading, brief(reading)) for reading in readings]
    if len(pairs) > 1:
        _print_overview(overview_of(pairs), console)
    for _, done in pairs:
        _print_one(done, console)


def print_overview(readings: Iterable[Reading], console: "Console") -> None:
    """Prints one line a report."""
    _print_overview(overview_of((reading, brief(reading)) for reading in readings), console)


def _print_one(done: Brief, console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print()
    name = safe(done.head.name)
    fits = len(name) < console.width - 8
    console.rule(Text(f" {name} ", "dim") if fits else "", characters="━", style="dim", align="left")
    if not fits:
        console.print(Text(name, "dim"), overflow="fold")
    console.print(Text(safe(done.head.headline), "bold"), overflow="fold")
    console.print(_joined(done.head.origin), overflow="fold")
    if done.head.url:
        console.print(Text(safe(done.head.url), "dim"), overflow="fold")
    console.print(Text.assemble(("Text ", "dim"), _cell(done.head.integrity)), overflow="fold")
    for line in done.head.flags.lines:
        console.print(Padding(_flag(line), (0, 0, 0, 2)))
    for advice in done.head.advice:
        console.print(Padding(Text.assemble(("→ ", "bold yellow"), _cell(advice)), (0, 0, 0, 2)))
    for section in done.sections:
        _print_section(section, console)


def _print_section(section: Section, console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print()
    console.print(Text.assemble((section.name, "bold cyan"), (f"  {section.count}", "dim")))
    if section.note:
        console.print(Text(f"  {safe(section.note)}", "dim"))
    widths = _widths(section, console.width) if section.lines else None
    for group, lines in _grouped(section.lines):
        if group:
            console.print(Text(f"  {group}", "italic dim"))
        console.print(
            _columns(section, lines, widths, console.width, header=lines[0] is section.lines[0]) if widths else _stack(section, lines, console.width)
        )
    for group, lines in _grouped(section.run_on):
        console.print(Padding(_run_on(group, lines), (0, 0, 0, 2)))


def _run_on(group: str, lines: Sequence[Line]) -> "Text":
    """ "Also mentioned: talks CONSULT [s. 7], …"."""
    from rich.text import Text

    said = Text(", ").join(Text.assemble(_cell(line.cells[0]), " ", _cites(line.cites)) for line in lines)
    return Text.assemble((f"{group}: ", "italic dim"), said)


def _widths(section: Section, width: int) -> dict[int, int] | None:
    """How wide each column stands, those that are empty throughout left out; None where too little is left for the words as printed."""
    quoted = any(line.quotes for line in section.lines)
    used = [at for at, _ in enumerate(section.columns) if any(line.cells[at].text for line in section.lines)]
    room = width // 6 if quoted else width // 4
    widths = {at: min(max(len(section.columns[at]), *(_length(line.cells[at]) for line in section.lines)), room) for at in used}
    left = width - sum(widths.values()) - 3 * len(widths)  # SIMPLE_HEAD sets three characters between columns
    return widths if left >= (WORDS_ROOM if quoted else CITES_ROOM) else None


def _grouped(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    yield from groups.items()


def _columns(section: Section, lines: Sequence[Line], widths: dict[int, int], width: int, *, header: bool) -> "Table":
    """A row a line, in columns as wide as the whole section needs, so that its groups align; the words as printed stand last."""
    from rich import box
    from rich.table import Table

    quoted = any(line.quotes for line in section.lines)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim", width=width, show_header=header)
    for at, room in widths.items():
        table.add_column(section.columns[at], overflow="fold", width=room)
    table.add_column("As printed" if quoted else "Sentences", overflow="fold", ratio=1)
    for line in lines:
        table.add_row(*(_cell(line.cells[at]) for at in widths), _evidence(line) if line.quotes else _cites(line.cites))
        if quoted:
            table.add_row()
    return table


def _stack(section: Section, lines: Sequence[Line], width: int) -> "Table":
    """A block a line: what leads, then the labelled rest, then the words as printed."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 0, 0, 0))
    grid.add_column(width=2)
    grid.add_column(overflow="fold", max_width=width - 4)
    for line in lines:
        rest = _separator("  ·  ").join(_labelled(section, at, cell) for at, cell in enumerate(line.cells) if at >= section.leads and cell.text)
        lead = _joined(line.cells[: section.leads], "  ·  ")
        if not line.quotes:
            (rest if rest.plain else lead).append_text(Text.assemble("  ", _cites(line.cites)))
        parts: list[RenderableType] = [part for part in (lead, rest) if part.plain]
        if line.quotes:
            parts.append(_evidence(line))
        grid.add_row("•", Group(*parts))
    return grid


def _labelled(section: Section, at: int, cell: Cell) -> "Text":
    from rich.text import Text

    label = section.label(at)
    return Text.assemble((f"{label} " if label else "", "dim"), _cell(cell))


def _print_overview(section: Section, console: "Console") -> None:
    """A row a report: with less room first without bars and asides, then without the last columns; stacked where a table has no room at all."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    lines, used = section.lines, list(range(len(section.columns)))
    if _table_width(section, lines, used) > console.width:
        lines = tuple(structs.replace(line, cells=tuple(structs.replace(cell, share=None, aside="") for cell in line.cells)) for line in lines)
    while _table_width(section, lines, used) > console.width and len(used) > KEPT_COLUMNS:
        used.pop()
    if _table_width(section, lines, used) > console.width:
        console.print(_stack(section, [_without_zeros(line) for line in section.lines], console.width))
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for at in used:
        numbers = all(line.cells[at].text.isdecimal() for line in lines)
        table.add_column(section.columns[at], overflow="fold", justify="right" if numbers else "left", no_wrap=at > 0)
    for line in lines:
        table.add_row(*(_cell(line.cells[at]) for at in used))
    console.print(Text(section.name, "bold cyan"))
    console.print(table)


def _table_width(section: Section, lines: Sequence[Line], used: Sequence[int]) -> int:
    return sum(max(len(section.columns[at]), *(_length(line.cells[at]) for line in lines)) + 3 for at in used) - 3 if lines else 0


def _without_zeros(line: Line) -> Line:
    return structs.replace(line, cells=tuple(structs.replace(cell, text="") if cell.text == "0" else cell for cell in line.cells))


def _length(cell: Cell) -> int:
    return len(cell.text) + (BAR + 1 if cell.share is not None else 0) + (len(cell.aside) + 3 if cell.aside else 0)


def _cell(cell: Cell) -> "Text":
    from rich.text import Text

    text = Text(safe(cell.text), STYLES[cell.tone])
    if cell.aside:
        text = Text.assemble(text, " ", (f"({safe(cell.aside)})", "dim"))
    if cell.share is None:
        return text
    full = round(cell.share * BAR)
    return Text.assemble(("█" * full, STYLES[cell.tone] or "cyan"), ("░" * (BAR - full), "dim"), " ", text)


def _separator(between: str) -> "Text":
    """A quiet mark to join with. Its style is a span's: a style of its own would spread over all that it joins."""
    from rich.text import Text

    return Text.assemble((between, "dim"))


def _joined(cells: Iterable[Cell], between: str = "  ·  ") -> "Text":

    return _separator(between).join(_cell(cell) for cell in cells if cell.text)


def _evidence(line: Line) -> "Text":
    """The quotations one under another, each with its sentence; then how many more there are and where."""
    from rich.text import Text

    rows = [_quote(quote) for quote in line.quotes]
    if line.rest:
        rows.append(Text.assemble((f"{line.more or f'+{len(line.rest)} more'} ", "dim"), _cites(line.rest)))
    return Text("\n").join(rows)


def _quote(quote: Quote) -> "Text":
    from rich.text import Text

    before, focus, after = quote.text[: quote.focus], quote.text[quote.focus : quote.focus_end], quote.text[quote.focus_end :]
    opening, closing = ("‘", "’") if quote.bare else ("", "")
    words = ((safe(before), "italic"), (safe(focus), "bold italic"), (safe(after), "italic"))
    return Text.assemble(_lead(quote), (opening, "dim"), *words, (closing, "dim"), " ", _cites((quote.cite,)))


def _lead(quote: Quote) -> "Text":
    """ "denies, to reporters: " before the words; nothing where nothing is said."""
    from rich.text import Text

    said = _separator(", ").join(Text(safe(words), style) for words, style in ((quote.lead, "yellow"), (quote.aside, "dim")) if words)
    return said.append(": ", "dim") if said else said


def _cites(cites: Sequence[Cite]) -> "Text":
    from rich.text import Text

    if not cites:
        return Text("")
    numbered = list(dict.fromkeys(str(cite.sentence) for cite in cites if cite.sentence is not None))
    other = [cite.label for cite in cites if cite.sentence is None]
    said = ([f"s.\u00a0{', '.join(numbered[:SHOWN_CITES])}"] if numbered else []) + other[:SHOWN_CITES]
    left = max(len(numbered) - SHOWN_CITES, 0) + max(len(other) - SHOWN_CITES, 0)
    return Text(f"[{'; '.join(said)}{f' +{left}' if left else ''}]", "cyan")


def _flag(line: Line) -> "Text":
    from rich.text import Text

    text = Text.assemble(("! ", "yellow"), _cell(line.cells[0]))
    if line.cells[1].text:
        text.append_text(Text.assemble(("  ", ""), _cell(line.cells[1])))
    if line.quotes:
        text.append(": ", "dim")
        text.append_text(_separator(", ").join(_quote(quote) for quote in line.quotes))
    if line.rest:
        text.append_text(Text.assemble((f" +{len(line.rest)} more ", "dim"), _cites(line.rest)))
    return text
