"""Full text: which reports have the words, best first, and whose names do. What is not shown is not decoded."""

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import msgspec

from dragoman.model.entity import Entity
from dragoman.model.errors import SettingError
from dragoman.model.happening import Happening
from dragoman.model.record import Counted, Found, Hit

from .record import IN, listed, unpacked

MOST = 1_000  # hits that are counted and can be shown (of names, looked at): more are no answer but a reason to ask closer
QUERY = re.compile(r'"[^"]*"|[()]|[^\s()]+(?=\))|\S+')
OPERATORS = ("AND", "OR", "NOT")
JOINS = (*OPERATORS, "(", ")")
WINDOW = 150  # characters of a snippet that should hold the words looked for; LEAD more stand before them
LEAD = 60
SEEN = 200  # places of one word that are looked at for the best snippet


class Search:
    """The searches of a case."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def reports(self, words: str, *, outlet: str | None = None, month: str | None = None, skip: int = 0, limit: int = 20) -> Found:
        """The reports with these words, best first; SettingError where the words cannot be asked for. `month`: "2025-09"."""
        # "+": whether a match is among them is asked of a list in memory; the rows of the reports, wide as they are, are read for the best alone.
        values: list[object] = [query(words)]
        also = ""
        if outlet is not None:
            also += " AND +rowid IN (SELECT seq FROM report WHERE replaced_by IS NULL AND outlet = ?)"
            values.append(outlet)
        if month is not None:
            also += " AND +rowid IN (SELECT seq FROM report WHERE replaced_by IS NULL AND published >= ? AND published < ?)"
            values += [month, month + "-99"]
        asked = f"""SELECT b.rank, seq, r.id, r.headline, r.outlet, r.published FROM (
                      SELECT rowid AS seq, rank FROM words WHERE words MATCH ?{also}
                      AND +rowid NOT IN (SELECT seq FROM report WHERE replaced_by IS NOT NULL) ORDER BY rank LIMIT {MOST + 1}
                    ) b JOIN report r USING (seq)"""
        rows = sorted(self._asked(words, asked, values))
        best = rows[:MOST]
        shown = best[skip : skip + limit]
        texts = self.texts(row[2] for row in shown)
        return Found(
            hits=tuple(_hit(*row[2:], text=texts[row[2]], words=words) for row in shown),
            counted=len(best),
            all_counted=len(rows) == len(best),
            outlets=_counted(row[4] or "" for row in best),
            months=tuple(sorted(_counted((row[5] or "")[:7] for row in best), key=lambda each: each.value, reverse=True)),
        )

    def actors(self, words: str, limit: int) -> list[Entity]:
        """The actors with these words in their names, the most reported first."""
        asked = f"""SELECT entity FROM entity WHERE n IN (SELECT rowid FROM entity_words WHERE entity_words MATCH ? ORDER BY rowid LIMIT {MOST})
                    ORDER BY reports DESC, id LIMIT ?"""
        return [unpacked(row[0], Entity) for row in self._asked(words, asked, [query(words), limit])]

    def events(self, words: str, limit: int) -> list[tuple[Happening, str]]:
        """The events with these words in the names of their parties and places, the newest first, each with its standing."""
        last = f"SELECT rowid FROM happening_words WHERE happening_words MATCH ? ORDER BY rowid DESC LIMIT {MOST}"
        asked = f"""SELECT happening, standing FROM happening WHERE n IN ({last}) AND type <> 'NEWS' AND standing <> 'rejected'
                    ORDER BY day DESC, id LIMIT ?"""
        return [(unpacked(row[0], Happening), row[1]) for row in self._asked(words, asked, [query(words), limit])]

    def texts(self, reports: Iterable[str]) -> dict[str, str]:
        """The texts of these reports."""
        rows = self._base.execute(f"SELECT id, reading FROM report WHERE id {IN}", (listed(reports),))
        return {id_: unpacked(blob, _Text).report.text for id_, blob in rows}

    def _asked(self, words: str, asked: str, values: list[object]) -> list[tuple[Any, ...]]:
        try:
            return self._base.execute(asked, values).fetchall()
        except sqlite3.OperationalError as error:
            if "fts5" not in str(error) and "syntax" not in str(error):
                raise
            raise SettingError(
                f"“{words}” cannot be asked for: {_wrong(words, str(error))}. Put phrases into double quotes, join words by AND, OR, NOT"
            ) from error


class _Body(msgspec.Struct):
    text: str


class _Text(msgspec.Struct):
    report: _Body


def query(words: str) -> str:
    """The query for FTS5: AND, OR, NOT, brackets, "phrases" and word* are as they are, every other word is a word, whatever signs it has."""
    found: list[str] = []
    for part in QUERY.findall(words.replace("\0", " ")):
        after = found[-1] if found else "("
        if (part == "(" and after not in (*OPERATORS, "(")) or (after == ")" and part not in JOINS):
            found.append("AND")  # which FTS5 understands by itself between words alone
        if part in JOINS or (part.startswith('"') and part.endswith('"') and len(part) > 1):
            found.append(part)
        else:
            bare = part.replace('"', "")
            found.append(f'"{bare[:-1]}"*' if bare.endswith("*") and len(bare) > 1 else f'"{bare}"')
    return " ".join(found)


def _wrong(words: str, error: str) -> str:
    """What is the matter with a query that FTS5 does not take."""
    parts = QUERY.findall(words)
    for one, other in pairwise(["(", *parts, ")"]):
        if one in OPERATORS and other in (*OPERATORS, ")"):
            return f"after {one} a word is missing"
        if one == "(" and other in OPERATORS:
            return f"before {other} a word is missing"
    opened, closed = parts.count("("), parts.count(")")
    if opened != closed:
        return f"a bracket is not {'closed' if opened > closed else 'opened'}"
    return error


def _counted(values: Iterable[str]) -> tuple[Counted, ...]:
    """Each value with how often it stands, the oftenest first."""
    return tuple(Counted(value=value, number=number) for value, number in sorted(Counter(values).items(), key=lambda each: (-each[1], each[0])))


def _hit(id_: str, headline: str | None, outlet: str | None, published: str | None, *, text: str, words: str) -> Hit:
    """The hit with the part of its text that has most of the words."""
    places = sorted(_places(_folded(text), words))
    at = _best(places)
    start = _whole_word(text, max(0, at - LEAD)) if places else 0
    end = len(text) if at + WINDOW >= len(text) else text.rfind(" ", at, at + WINDOW) if " " in text[at : at + WINDOW] else at + WINDOW
    within = [(first, last) for first, last, _ in places if start <= first and last <= end]
    opening = "…" if start else ""
    marks = tuple((first - start + len(opening), last - start + len(opening)) for first, last in _apart(within))
    snippet = opening + re.sub(r"\s", " ", text[start:end]) + ("…" if end < len(text) else "")
    first, last = within[0] if within else (0, 0)
    in_headline = tuple(_apart(sorted(place[:2] for place in _places(_folded(headline or ""), words))))
    return Hit(
        report=id_,
        headline=headline,
        outlet=outlet,
        published=published,
        in_headline=in_headline,
        snippet=snippet,
        marks=marks,
        start=first,
        end=last,
    )


def _places(folded: str, words: str) -> Iterator[tuple[int, int, int]]:
    """Where the words looked for stand, as whole words, or beginnings where a "*" says so; with the number of the word. What NOT excludes is none."""
    wanted = words.partition(" NOT ")[0]
    for number, part in enumerate(QUERY.findall(wanted)):
        pieces = [] if part in JOINS else re.findall(r"\w+", _folded(part))
        if pieces:
            sought = re.compile(r"(?<!\w)" + r"\W+".join(pieces) + ("" if part.endswith("*") else r"(?!\w)"))
            for seen, match in enumerate(sought.finditer(folded)):
                if seen == SEEN:
                    break
                yield (*match.span(), number)


def _best(places: list[tuple[int, int, int]]) -> int:
    """Where the stretch begins that has most of the words, the first of equals."""
    best, most = 0, 0
    for at, (first, _, _) in enumerate(places):
        inside = {number for start, _, number in places[at : at + SEEN] if start < first + WINDOW}
        if len(inside) > most:
            best, most = first, len(inside)
    return best


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those that lie on an earlier one."""
    kept: list[tuple[int, int]] = []
    for first, last in spans:
        if not kept or first >= kept[-1][1]:
            kept.append((first, last))
    return kept


def _whole_word(text: str, at: int) -> int:
    """The beginning of the next word, unless one begins here."""
    space = re.compile(r"\s").search(text, max(0, at - 1), at + LEAD)
    return space.end() if at and space else at


class _Folds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKD", chr(code))[0].lower()[0]
        return self[code]


_FOLDS = _Folds()


def _folded(text: str) -> str:
    """In small letters without accents, each character still at its place."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)
