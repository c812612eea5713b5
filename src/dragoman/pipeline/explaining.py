"""Why a case holds what it holds."""

from dragoman.keep import Case
from dragoman.model.why import Why


def why(case: Case, event: str) -> Why:
    """A happening, by its id or the beginning of it, with all that it rests on."""
    about = case.look.happening(event)
    reports = {each: case.report(each) for each in about.reports}
    return Why(
        happening=about,
        standing=case.look.standing(about.id),
        reports=reports,
        echoes=tuple(echo for echo in case.echo_chain(about.reports) if echo.report in reports),
        contests=tuple(case.look.contests_of(about.id)),
        recalled=tuple(case.record.recalls_of(each.key for each in about.tellings)),
    )
