"""On whose word a happening stands, in a sentence."""

from collections.abc import Sequence

from dragoman.model.happening import Happening, Origin

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
UNNAMED = ("anonymous", "collective", "unspecified")


def corroboration(happening: Happening) -> str:
    """For example "Two independent sources, both unnamed, one with direct knowledge; denied by the army; carried by 9 reports, 7 of them echoes"."""
    said = [_sources(happening.origins)]
    if happening.distrusted:
        said.append(f"{_number(len(happening.distrusted))} more that you trust less ({_names(happening.distrusted)})")
    if happening.deniers:
        said.append(f"denied by {_names(happening.deniers)}")
    count = len(happening.reports)
    echoes = ""
    if happening.echoes:
        some = (
            "all of them echoes"
            if happening.echoes == count
            else "one of them an echo"
            if happening.echoes == 1
            else f"{happening.echoes} of them echoes"
        )
        echoes = ", an echo" if count == 1 else f", {some}"
    said.append(f"carried by {count} {'report' if count == 1 else 'reports'}{echoes}")
    if happening.by_hand:
        said.append("corrected by hand")
    words = "; ".join(said)
    return words[0].upper() + words[1:]


def _sources(origins: Sequence[Origin]) -> str:
    count = len(origins)
    if not count:
        return "nobody stands for it"
    unnamed = sum(is_unnamed(each) for each in origins)
    direct = sum(each.basis == "direct" for each in origins)
    said = f"{_number(count)} independent {'source' if count == 1 else 'sources'}"
    if unnamed:
        said += (
            f", {'' if count == 1 else 'both ' if unnamed == count == 2 else 'all ' if unnamed == count else f'{_number(unnamed)} of them '}unnamed"
        )
    if direct:
        how_many = "" if count == 1 else "both " if direct == count == 2 else "all " if direct == count else f"{_number(direct)} "
        said += f", {how_many}with direct knowledge"
    return said


def is_unnamed(origin: Origin) -> bool:
    """Whether nobody can be asked: the source has no name in the report."""
    return origin.key.startswith("unnamed:")


def named(origin: Origin) -> str:
    """The source as a reader knows it."""
    return "the outlet itself" if origin.kind == "outlet" and origin.name == "the report" else " ".join(origin.name.split())


def _names(origins: Sequence[Origin]) -> str:
    names = list(dict.fromkeys(named(each) for each in origins))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
