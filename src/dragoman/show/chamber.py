"""Who can win a vote, in sections: seats and power, refusals, coalitions."""

from dragoman.model.implied import Chamber

from .sections import Row, Section, plural, section


def chamber(found: Chamber) -> tuple[Section, ...]:
    """Seats and power, refusals, coalitions."""
    return seats(found), refusals(found), coalitions(found)


def seats(found: Chamber) -> Section:
    """The seats of each party with what power they give."""
    power = {name: (each.normalized, each.shapley) for each in found.power for name in each.party.split("+")}
    of = found.assembly.of or sum(each.seats for each in found.assembly.parties)
    rows: list[tuple[Row, tuple[str, ...]]] = [
        (
            (each.party, each.seats, each.seats / of if of else None, *power.get(each.party, (None, None)), each.reports or None, each.quote or None,
             each.report),
            (),
        )
        for each in found.benches
    ]  # fmt: skip
    held = sum(each.seats for each in found.benches)
    lines = [f"{held} of {of} seats are known by party; {found.every.quota} win." if held < of else f"{of} seats; {found.every.quota} win."]
    return section(
        "Seats", ("party", "seats", "share", "Banzhaf", "Shapley-Shubik", "in reports", "words", "report"), rows, empty="no seats", lines=lines,
        caveat="Seats are the last ones told. Power is that of the rules: refusals have no part in it.",
    )  # fmt: skip


def refusals(found: Chamber) -> Section:
    """Who will not govern with whom, and who says he will."""
    rows: list[tuple[Row, tuple[str, ...]]] = [
        ((each.one, what, each.other), each.grounds)
        for some, what in ((found.refusals, "refuses"), (found.lifted, "refuses, supposed away"), (found.alliances, "would go with"))
        for each in some
    ]
    return section(
        "Refusals",
        ("party", "says", "other"),
        rows,
        empty="no party refuses another",
        caveat="What was refused before an election is often done after it.",
    )


def coalitions(found: Chamber) -> Section:
    """Minimal winning coalitions, with what stands against each."""
    left = {each.parties for each in found.open.found}
    rows = []
    for each in found.every.found:
        against = [one for one in found.refusals if {one.one, one.other} <= set(each.parties)]
        out = [name for name in found.assembly.outcast if name in each.parties]
        why = [f"{one.one} refuses {one.other}" for one in against] + [f"nobody sits with {name}" for name in out]
        says = "open" if each.parties in left else "; ".join(why) or "parties of a bloc are missing"
        rows.append(((" + ".join(each.parties), each.seats, each.spare, says), tuple(id_ for one in against for id_ in one.grounds)))
    needed = f" Without {' and '.join(found.open.needed)} none of them wins." if found.open.needed else ""
    number = len(found.every.found)
    lines = [f"{number} minimal winning {plural(number, 'coalition')}; {len(found.open.found)} left by what parties say.{needed}"]
    if not found.every.complete:
        lines.append("There are more; the search was stopped.")
    return section(
        "Coalitions",
        ("coalition", "seats", "spare", "open"),
        rows,
        empty="no coalition of these parties wins",
        lines=lines,
        caveat="It says what reports tell, not what will come.",
    )
