"""Ties, deeds and statements for the tests, and the published networks."""

from pathlib import Path

from dragoman.assess.columns import Statement
from dragoman.model.assessment import Deed, Tie
from dragoman.model.reading import RelationType

DAY = 738_000
NETWORKS = Path(__file__).parent / "networks"


def tie(source: str, target: str, weight: float) -> Tie:
    """A tie of so much weight, hostile below zero."""
    return Tie(
        source=source,
        target=target,
        sign=1 if weight > 0 else -1,
        strength=0.5,
        friendly=max(weight, 0.0),
        hostile=max(-weight, 0.0),
        first=DAY,
        last=DAY,
    )


def network(name: str) -> list[Tie]:
    lines = (NETWORKS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tie(source, target, float(value)) for source, target, value in (line.split("\t") for line in lines if not line.startswith("#"))]


def deed(actor: str | None, recipient: str | None, day: int, intensity: float, happening: str, **more: object) -> Deed:
    known = {"type": "ASSAULT" if intensity < 0 else "AID", "certainty": 1.0, "sources": 1} | more
    return Deed(actor, recipient, DAY + day, str(known["type"]), intensity, float(str(known["certainty"])), int(str(known["sources"])), happening)


def stated(source: str, target: str, type_: RelationType, day: int = 0, weight: float = 1.0) -> Statement:
    sign = -1 if type_ in ("opposes", "fights") else 0 if type_ in ("in_contact_with", "kin_of") else 1
    return source, target, DAY + day, type_, sign, weight, f"{source}-{type_}-{target}"
