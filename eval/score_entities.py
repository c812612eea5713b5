"""Actors over the reports of the invented case tests/cases/dam, against the 27 planted ones.

A planted actor's appearances are the actors of its listed reports that bear one of its names (a bare "Roke" is judged by the whole chain). B³ over
these appearances; `wrong_pairs` are pairs of planted actors with an appearance in one entity; `offices` the share of planted changes of office found.
"""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import yaml

from dragoman.model.entity import Appearance, Entity
from dragoman.model.reading import Reading
from dragoman.reconcile.entities import entities_of
from dragoman.reconcile.naming import proper
from dragoman.reconcile.personas import appearances_of, signature_of

from .score_case import FOLDER, read_case

CORPORA: tuple[str, ...] = ()
CHANGES = (  # who, office, told as held until before this day or from it on, in a report of the truth
    ("a01", "interior minister", "left", "2025-09-19"),
    ("a02", "governor", "held", "2025-09-16"),
    ("a02", "interior minister", "held", "2025-09-22"),
)


def score() -> dict[str, float]:
    """Percentages, and the number of wrong pairs as the share of planted actors that are kept apart from all others."""
    truth = yaml.safe_load((FOLDER / "truth.yaml").read_text(encoding="utf-8"))
    _, names, readings = read_case()
    return figures(truth, names, readings)


def figures(truth: dict[str, Any], names: dict[str, str], readings: list[Reading]) -> dict[str, float]:
    """The figures for these readings; `names` are those that the truth gives the reports."""
    appearances = [each for reading in readings for each in appearances_of(reading)]
    planted = planted_in(truth, names, appearances)
    entities = entities_of(readings)
    of_persona = {signature: entity.id for entity in entities for signature in entity.personas}
    owner = {each.key: of_persona[signature_of(each)] for each in appearances}
    precision, recall = b_cubed(planted, {key: owner[key] for key in planted})
    mixed: dict[str, set[str]] = defaultdict(set)
    for key, actor in planted.items():
        mixed[owner[key]].add(actor)
    shared = {actor for actors in mixed.values() if len(actors) > 1 for actor in actors}
    right = sum(_changed(change, planted, owner, {each.id: each for each in entities}) for change in CHANGES)
    return {
        "entities.dam.b3_precision": round(100 * precision, 2),
        "entities.dam.b3_recall": round(100 * recall, 2),
        "entities.dam.b3_f1": round(200 * precision * recall / max(1e-9, precision + recall), 2),
        "entities.dam.kept_apart": round(100 * (1 - len(shared) / len(set(planted.values()))), 2),
        "entities.dam.offices": round(100 * right / len(CHANGES), 2),
        "entities.dam.whole": round(100 * _whole(planted, owner), 2),
    }


def planted_in(truth: dict[str, Any], names: dict[str, str], appearances: list[Appearance]) -> dict[str, str]:
    """Key of an appearance → the planted actor that it is."""
    found = {}
    for each in appearances:
        mine = {proper(name).casefold() for name in (each.name, *each.aliases)}
        fits = {}
        for row in truth["actors"]:
            if names[each.report] in row["reports"]:
                fits[row["id"]] = len(mine & {proper(name).casefold() for name in row["names"]}), max(map(len, row["names"]))
        best = max(fits, key=lambda actor: fits[actor], default=None)
        if best is not None and fits[best][0]:
            found[each.key] = best
        elif each.kind == "person":  # a surname with an office: "Mayor Roke"
            titled = {f"{post.title} {each.name}".casefold() for post in each.posts}
            for row in truth["actors"]:
                if names[each.report] in row["reports"] and titled & {name.casefold() for name in row["names"]}:
                    found[each.key] = row["id"]
    return found


def b_cubed(gold: dict[str, str], ours: dict[str, str]) -> tuple[float, float]:
    """Precision and recall of a clustering of the same keys (Bagga and Baldwin 1998), 0..1."""
    both, mine, theirs = Counter((ours[key], gold[key]) for key in gold), Counter(ours.values()), Counter(gold.values())
    precision = sum(number * number / mine[cluster] for (cluster, _), number in both.items()) / max(1, len(gold))
    recall = sum(number * number / theirs[actor] for (_, actor), number in both.items()) / max(1, len(gold))
    return precision, recall


def _changed(change: tuple[str, str, str, str], planted: dict[str, str], owner: dict[str, str], entities: dict[str, Entity]) -> bool:
    """Whether the entity that holds most of the actor has the office at the right time."""
    actor, title, what, day = change
    held = Counter(owner[key] for key, each in planted.items() if each == actor)
    entity = entities[max(held, key=lambda each: (held[each], each))]
    when = date.fromisoformat(day).toordinal()
    offices = [each for each in entity.offices if title in each.title.lower()]
    if what == "left":
        return any(each.status == "former" and each.left is not None and each.left >= when and (each.last or 0) < each.left for each in offices)
    return any(each.first is not None and each.first >= when for each in offices)


def _whole(planted: dict[str, str], owner: dict[str, str]) -> float:
    """Share of planted actors whose appearances are all in one entity that holds no other's."""
    clusters: dict[str, set[str]] = defaultdict(set)
    actors: dict[str, set[str]] = defaultdict(set)
    for key, actor in planted.items():
        clusters[owner[key]].add(actor)
        actors[actor].add(owner[key])
    return sum(len(owned) == 1 and len(clusters[min(owned)]) == 1 for owned in actors.values()) / max(1, len(actors))
