"""What a person corrects: each decision a form, carried out by the `Corrector`."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from dragoman.keep import Case
from dragoman.pipeline.correcting import Corrector
from dragoman.web.answers import AskedError
from dragoman.web.write import Done, Write

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]


class Distrusting(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet or a source, by name or key."""

    source: Id
    reason: Annotated[str, msgspec.Meta(max_length=1_000)] = ""


class Undoing(msgspec.Struct, frozen=True, kw_only=True):
    """`to`: where to look next, at what the decision was about or at the log."""

    to: Literal["subject", "log"] = "log"


def distrust(case: Case, asked: Distrusting, _: Mapping[str, str], author: str) -> Done:
    made = Corrector(case, author, asked.reason).distrust(asked.source)
    return Done(said=f"that source counts as nobody's word any more (correction {made.number})", location="/sources")


def undo(case: Case, _: Undoing, params: Mapping[str, str], author: str) -> Done:
    if not params["number"].isdecimal() or len(params["number"]) > 9:
        raise AskedError(f"correction {params['number']}: is no number; /corrections lists them")
    undone = Corrector(case, author).undo(int(params["number"]))
    return Done(said=f"correction {undone.number} ({undone.what.replace('_', ' ')}) is taken back", location="/corrections")


WRITES: tuple[Write[Any], ...] = (
    Write(path="/correct/distrust", name="Distrust", asked=Distrusting, act=distrust, says="A source counts as nobody's word any more"),
    Write(path="/corrections/{number}/undo", name="Undo", asked=Undoing, act=undo, says="A correction is taken back, as if it had never been made"),
)
