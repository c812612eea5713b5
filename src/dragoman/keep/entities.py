"""The derived tables of actors, as the weaver needs them: appearances, personas, judgements, entities. It only stores."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator

from dragoman.model.entity import Appearance, Entity, Judgement, Persona

from .record import IN, listed, packed, unpacked


class Entities:
    """The tables of actors; all changes happen inside the case's transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def add_appearance(self, seq: int, signature: str, appearance: Appearance) -> None:
        """Keeps one actor of a report under the signature of its persona."""
        self._base.execute("INSERT INTO appearance VALUES (?, ?, ?, ?)", (seq, appearance.actor, signature, packed(appearance)))

    def appearances(self, seq: int) -> list[tuple[str, Appearance]]:
        """The actors of a report with their signatures."""
        rows = self._base.execute("SELECT signature, appearance FROM appearance WHERE seq = ? ORDER BY actor", (seq,)).fetchall()
        return [(signature, unpacked(blob, Appearance)) for signature, blob in rows]

    def by_signature(self) -> Iterator[tuple[str, Appearance]]:
        """All appearances, those of one signature after one another."""
        for signature, blob in self._base.execute("SELECT signature, appearance FROM appearance ORDER BY signature, seq, actor"):
            yield signature, unpacked(blob, Appearance)

    def remove_appearances(self, seq: int) -> list[tuple[str, Appearance]]:
        """Forgets the actors of a report; returns them with their signatures."""
        found = self.appearances(seq)
        self._base.execute("DELETE FROM appearance WHERE seq = ?", (seq,))
        return found

    def persona(self, signature: str) -> Persona | None:
        """The persona of a signature."""
        row = self._base.execute("SELECT persona FROM persona WHERE signature = ?", (signature,)).fetchone()
        return unpacked(row[0], Persona) if row else None

    def personas(self, signatures: Iterable[str]) -> dict[str, Persona]:
        """The personas of these signatures."""
        rows = self._base.execute(f"SELECT signature, persona FROM persona WHERE signature {IN} ORDER BY signature", (listed(signatures),))
        return {signature: unpacked(blob, Persona) for signature, blob in rows}

    def set_persona(self, persona: Persona, before: Persona | None, keys: Callable[[Persona], Iterable[str]]) -> None:
        """Keeps a persona under its keys, in the place of what it was before."""
        had, has = (set(keys(each)) if each else set() for each in (before, persona))
        self._base.executemany("DELETE FROM persona_key WHERE key = ? AND signature = ?", [(key, persona.signature) for key in sorted(had - has)])
        self._base.executemany("INSERT OR IGNORE INTO persona_key VALUES (?, ?)", [(key, persona.signature) for key in sorted(has - had)])
        query = "INSERT INTO persona (signature, persona) VALUES (?, ?) ON CONFLICT (signature) DO UPDATE SET persona = excluded.persona"
        self._base.execute(query, (persona.signature, packed(persona)))

    def drop_persona(self, persona: Persona, keys: Callable[[Persona], Iterable[str]]) -> None:
        """Takes out a persona that nobody is any more."""
        self._base.executemany("DELETE FROM persona_key WHERE key = ? AND signature = ?", [(key, persona.signature) for key in keys(persona)])
        self._base.execute("DELETE FROM judgement WHERE one = ?", (persona.signature,))
        self._base.execute("DELETE FROM judgement WHERE other = ?", (persona.signature,))
        self._base.execute("DELETE FROM persona WHERE signature = ?", (persona.signature,))

    def sharing(self, keys: Iterable[str]) -> dict[str, Persona]:
        """The personas that have one of the keys."""
        rows = self._base.execute(f"SELECT DISTINCT signature FROM persona_key WHERE key {IN}", (listed(keys),)).fetchall()
        return self.personas(row[0] for row in rows)

    def set_judgements(self, signature: str, judgements: Iterable[Judgement]) -> set[str]:
        """Says anew how a persona stands to others; returns the signatures of those whom the judgements before tied to it."""
        query = "SELECT other FROM judgement WHERE one = ? UNION SELECT one FROM judgement WHERE other = ?"
        before = {row[0] for row in self._base.execute(query, (signature, signature))}
        self._base.execute("DELETE FROM judgement WHERE one = ?", (signature,))
        self._base.execute("DELETE FROM judgement WHERE other = ?", (signature,))
        self.add_judgements(judgements)
        return before

    def add_judgements(self, judgements: Iterable[Judgement]) -> None:
        """Keeps how personas stand to one another that nothing was kept of."""
        rows = [(each.one, each.other, each.verdict, packed(each)) for each in judgements]
        self._base.executemany("INSERT INTO judgement VALUES (?, ?, ?, ?)", rows)

    def judgements_around(self, signatures: Iterable[str]) -> list[Judgement]:
        """The judgements with one of the signatures on either side."""
        wanted = listed(signatures)
        query = f"SELECT one, other, judgement FROM judgement WHERE one {IN} UNION SELECT one, other, judgement FROM judgement WHERE other {IN}"
        return [unpacked(row[2], Judgement) for row in self._base.execute(f"{query} ORDER BY 1, 2", (wanted, wanted))]

    def count_reports(self, signatures: Iterable[str]) -> int:
        """In how many reports these personas are."""
        return int(self._base.execute(f"SELECT count(DISTINCT seq) FROM appearance WHERE signature {IN}", (listed(signatures),)).fetchone()[0])

    def owners(self, signatures: Iterable[str]) -> set[str]:
        """The entities whose personas these are."""
        query = f"SELECT DISTINCT entity FROM persona WHERE signature {IN} AND entity IS NOT NULL"
        return {row[0] for row in self._base.execute(query, (listed(signatures),))}

    def drop_entities(self, ids: Iterable[str]) -> None:
        """Takes entities out."""
        for (n,) in self._base.execute(f"SELECT n FROM entity WHERE id {IN}", (listed(ids),)).fetchall():
            self._base.execute("DELETE FROM entity_words WHERE rowid = ?", (n,))
            self._base.execute("DELETE FROM entity WHERE n = ?", (n,))

    def keep_entity(self, entity: Entity) -> None:
        """Keeps an entity, in the place of what it was, and whose personas are its own."""
        blob, names = packed(entity), " ; ".join((entity.name, *entity.names))
        row = (entity.name, entity.kind, entity.country, entity.sector, entity.reports, entity.last, blob)
        before = self._base.execute("SELECT n, entity FROM entity WHERE id = ?", (entity.id,)).fetchone()
        self._base.execute(f"UPDATE persona SET entity = ? WHERE signature {IN} AND entity IS NOT ?", (entity.id, listed(entity.personas), entity.id))
        if before is None:
            query = "INSERT INTO entity (name, kind, country, sector, reports, last, entity, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            n = self._base.execute(query, (*row, entity.id)).lastrowid
            self._base.execute("INSERT INTO entity_words (rowid, names) VALUES (?, ?)", (n, names))
        elif before[1] != blob:
            n = before[0]
            query = "UPDATE entity SET name = ?, kind = ?, country = ?, sector = ?, reports = ?, last = ?, entity = ? WHERE n = ?"
            self._base.execute(query, (*row, n))
            if self._base.execute("SELECT names FROM entity_words WHERE rowid = ?", (n,)).fetchone() != (names,):  # full text is dear to write
                self._base.execute("DELETE FROM entity_words WHERE rowid = ?", (n,))
                self._base.execute("INSERT INTO entity_words (rowid, names) VALUES (?, ?)", (n, names))
