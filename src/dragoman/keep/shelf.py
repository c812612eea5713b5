"""The reports of a case as one looks them through: by day, outlet and state; and which were made from which. Each answers by an index."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from dragoman.model.entity import Persona
from dragoman.model.record import Copying, Counted, Echo, EchoKind, Kept

from .record import IN, KEPT, kept, listed, unpacked

State = Literal["damaged", "passed_over", "echo", "own"]
STATES = {
    "damaged": "integrity < 0.8",  # as everywhere: more than a fifth of the text is doubtful
    "passed_over": "passed_over IS NOT NULL",
    "echo": "EXISTS (SELECT 1 FROM echo WHERE echo.report = report.id)",
    "own": "NOT EXISTS (SELECT 1 FROM echo WHERE echo.report = report.id)",
}
OF_OUTLET = "(SELECT seq FROM report WHERE outlet = ?)"
LAST = 2_000  # echoes, the newest, over which outlets are counted
PAIRS = 40  # pairs of outlets that are told


class Shelf:
    """The reports of a case; it only reads."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def reports(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        state: State | None = None,
        heard: str | None = None,
        all_versions: bool = False,
        skip: int = 0,
        limit: int = 50,
    ) -> list[Kept]:
        """The reports, the newest first by publication, then by adding. `heard`: only those in which the source of this key speaks."""
        where = [] if all_versions else ["replaced_by IS NULL"]
        values: list[object] = []
        for condition, value in (
            ("published >= ?", since),
            ("published <= ?", until),
            ("outlet = ?", outlet),
            ("seq IN (SELECT seq FROM said WHERE key = ?)", heard),
        ):
            if value is not None:
                where.append(condition)
                values.append(value)
        if state is not None:
            where.append(STATES[state])
        query = f"SELECT {KEPT} FROM report WHERE {' AND '.join(where or ['TRUE'])} ORDER BY published DESC, seq DESC LIMIT ? OFFSET ?"
        return [kept(row) for row in self._base.execute(query, (*values, limit, skip))]

    def kept(self, reports: Iterable[str]) -> dict[str, Kept]:
        """These reports, by id."""
        rows = self._base.execute(f"SELECT {KEPT} FROM report WHERE id {IN} ORDER BY id", (listed(reports),))
        return {row[0]: kept(row) for row in rows}

    def outlets(self, limit: int = 300) -> list[Counted]:
        """The outlets with how many reports in force they have, those with most first."""
        query = "SELECT outlet, count(*) FROM report WHERE replaced_by IS NULL AND outlet IS NOT NULL GROUP BY outlet ORDER BY 2 DESC, 1 LIMIT ?"
        return [Counted(value=outlet, number=number) for outlet, number in self._base.execute(query, (limit,))]

    def echoes(self, *, how: EchoKind | None = None, outlet: str | None = None, skip: int = 0, limit: int = 50) -> list[Echo]:
        """Which report was made from which, the last added first. `outlet`: of the copy or of the original."""
        where, values = ["TRUE"], list[object]()
        if how is not None:
            where.append("how = ?")
            values.append(how)
        if outlet is not None:
            where.append(f"(r.seq IN {OF_OUTLET} OR o.seq IN {OF_OUTLET})")
            values += [outlet, outlet]
        query = f"""SELECT e.report, e.of, how, share, reasons FROM echo e JOIN report r ON r.id = e.report JOIN report o ON o.id = e.of
                    WHERE {" AND ".join(where)} ORDER BY r.seq DESC, of LIMIT ? OFFSET ?"""
        rows = self._base.execute(query, (*values, limit, skip))
        return [Echo(report=report, of=of, how=kind, share=share, reasons=tuple(json.loads(why))) for report, of, kind, share, why in rows]

    def speaking(self, keys: Iterable[str]) -> dict[str, str]:
        """Which actors, by id, these sources are, of those that speak under a name."""
        query = """SELECT value, (SELECT entity FROM said JOIN persona USING (signature) WHERE key = value AND entity IS NOT NULL LIMIT 1)
                   FROM json_each(?)"""
        return {key: entity for key, entity in self._base.execute(query, (listed(keys),)) if entity}

    def silent(self, reports: Iterable[str]) -> dict[tuple[str, int], str]:
        """Which actors, by id, were asked in vain by these reports: by report and the beginning of the words that say so."""
        query = f"""SELECT r.id, start, entity FROM report r JOIN silence USING (seq) JOIN persona USING (signature)
                    WHERE r.id {IN} AND entity IS NOT NULL"""
        return {(report, start): entity for report, start, entity in self._base.execute(query, (listed(reports),))}

    def source(self, key: str) -> str:
        """The name of a source or of an outlet by its key as an origin; the key where nobody is called so any more."""
        outlet = "SELECT r.outlet FROM telling t JOIN report r USING (seq) WHERE t.outlet = ?1 AND r.outlet IS NOT NULL LIMIT 1"
        query = f"SELECT name FROM speaker WHERE key = ?1 UNION ALL SELECT * FROM ({outlet})"
        row = self._base.execute(query, (key,)).fetchone()
        return str(row[0]) if row else key

    def personas(self, signatures: Sequence[str]) -> list[tuple[str, str | None]]:
        """The oftenest name of each persona, and the actor, by id, that it is part of; the signature where there is none any more."""
        rows = self._base.execute(f"SELECT signature, entity, persona FROM persona WHERE signature {IN}", (listed(signatures),))
        found = {signature: (_name(unpacked(blob, Persona)), entity) for signature, entity, blob in rows}
        return [found.get(each, (each, None)) for each in signatures]

    def copying(self) -> list[Copying]:
        """Which outlet echoes which how often, over the last echoes; an outlet's own updates are none."""
        last = self.echoes(limit=LAST)
        known = self.kept({each.report for each in last} | {each.of for each in last})
        pairs = Counter((known[each.report].outlet or "", known[each.of].outlet or "") for each in last if each.how != "update")
        ordered = sorted(pairs.items(), key=lambda each: (-each[1], each[0]))[:PAIRS]
        return [Copying(outlet=outlet, of=of, number=number) for (outlet, of), number in ordered]


def _name(persona: Persona) -> str:
    return min(persona.names, key=lambda each: (-persona.names[each], each), default=persona.signature)
