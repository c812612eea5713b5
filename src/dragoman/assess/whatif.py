"""One thing supposed otherwise: the inputs of the assessments changed, so that the same assessment can be shown beside the record's own.

It says what the figures would be, not what the world would be: who would have acted in the place of another is not in any record.
"""

from collections.abc import Iterable

import msgspec
import numpy as np

from dragoman.model.assessment import Act, Assembly, Change, Pair, Position, Tie

from .columns import Deeds, columns, merged
from .ties import HALF_LIFE, ties


class Inputs(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the assessments stand on; `flipped`: pairs whose ties, either way, are turned."""

    deeds: Deeds
    stated: Deeds = msgspec.field(default_factory=lambda: columns(()))
    flipped: tuple[Pair, ...] = ()
    acts: tuple[Act, ...] = ()
    positions: tuple[Position, ...] = ()
    assembly: Assembly | None = None


def supposed(inputs: Inputs, changes: Iterable[Change]) -> Inputs:
    """The inputs after all changes, one after the other. What a change names and the inputs do not have changes nothing."""
    for change in changes:
        match change.kind, change.of:
            case "remove_actor", (actor,):
                inputs = _without_actor(inputs, actor)
            case "flip_tie", (one, other):
                inputs = _flip(inputs, one, other)
            case "lift_refusal", (one, other):
                inputs = _lift(inputs, one, other)
            case "drop_event", (event,):
                inputs = _drop(inputs, event)
            case kind, of:
                raise ValueError(f"{kind} takes another number of ids than {len(of)}")
    return inputs


def tied(inputs: Inputs, *, at: int | None = None, half_life: float = HALF_LIFE) -> tuple[Tie, ...]:
    """All ties of the inputs, those of flipped pairs turned."""
    return turned(ties(inputs.deeds, inputs.stated, at=at, half_life=half_life), inputs.flipped)


def turned(some: Iterable[Tie], flipped: Iterable[Pair]) -> tuple[Tie, ...]:
    """The ties, those of these pairs with friend and foe exchanged."""
    pairs = {frozenset(pair) for pair in flipped}
    return tuple(
        msgspec.structs.replace(tie, sign=-tie.sign, friendly=tie.hostile, hostile=tie.friendly)
        if frozenset((tie.source, tie.target)) in pairs
        else tie
        for tie in some
    )


def without_pairs(stated: Deeds, pairs: Iterable[Pair]) -> Deeds:
    """The same without the edges between the two of a pair: who was a patron is none where the tie is turned."""
    code = {actor: at for at, actor in enumerate(stated.actors)}
    kept = np.ones(len(stated.key), dtype=bool)
    for one, other in pairs:
        ends = code.get(one, -1), code.get(other, -1)
        kept &= ~(np.isin(stated.source, ends) & np.isin(stated.target, ends))
    return msgspec.structs.replace(stated, key=stated.key[kept], what=stated.what[kept])


def _without_actor(inputs: Inputs, actor: str) -> Inputs:
    """Nothing that the actor did or had done to it, alone on its side; of what it did with others, their part stays."""
    acts = (
        msgspec.structs.replace(
            act, actors=tuple(each for each in act.actors if each != actor), recipients=tuple(each for each in act.recipients if each != actor)
        )
        for act in inputs.acts
    )
    was = {act.id: act for act in inputs.acts}
    assembly = inputs.assembly
    if assembly is not None:
        assembly = msgspec.structs.replace(
            assembly,
            parties=tuple(party for party in assembly.parties if party.name != actor),
            refusals=tuple(pair for pair in assembly.refusals if actor not in pair),
            outcast=tuple(name for name in assembly.outcast if name != actor),
            blocs=tuple(tuple(name for name in bloc if name != actor) for bloc in assembly.blocs),
        )
    return msgspec.structs.replace(
        inputs, deeds=_deeds_without(inputs.deeds, actor), stated=_deeds_without(inputs.stated, actor),
        flipped=tuple(pair for pair in inputs.flipped if actor not in pair),
        acts=tuple(act for act in acts if bool(act.actors) == bool(was[act.id].actors) and bool(act.recipients) == bool(was[act.id].recipients)),
        positions=tuple(each for each in inputs.positions if each.speaker != actor), assembly=assembly,
    )  # fmt: skip


def _deeds_without(deeds: Deeds, actor: str) -> Deeds:
    code = np.flatnonzero(deeds.actors == actor)
    if not len(code):
        return deeds
    of = (deeds.source == code[0]) | (deeds.target == code[0])
    lone = np.setdiff1d(deeds.what[of], deeds.what[~of])
    kept = msgspec.structs.replace(deeds, key=deeds.key[~of], what=deeds.what[~of])
    return merged(kept, columns(()), gone=deeds.ids[lone].tolist())


def _flip(inputs: Inputs, one: str, other: str) -> Inputs:
    """A pair flipped twice is as before."""
    pair = (min(one, other), max(one, other))
    rest = tuple(each for each in inputs.flipped if each != pair)
    return msgspec.structs.replace(inputs, flipped=rest if pair in inputs.flipped else (*rest, pair))


def _lift(inputs: Inputs, one: str, other: str) -> Inputs:
    if inputs.assembly is None:
        return inputs
    left = tuple(pair for pair in inputs.assembly.refusals if set(pair) != {one, other})
    return msgspec.structs.replace(inputs, assembly=msgspec.structs.replace(inputs.assembly, refusals=left))


def _drop(inputs: Inputs, event: str) -> Inputs:
    return msgspec.structs.replace(
        inputs, deeds=merged(inputs.deeds, columns(()), gone=[event]), acts=tuple(act for act in inputs.acts if act.id != event)
    )
