"""From an entity to what it did, said and is tied to, and back, compared with what the nouns say."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dragoman.keep import Case, open_case
from dragoman.model.happening import Due, Happening
from dragoman.model.link import Role
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from dragoman.reconcile import signed
from tests.keep.test_record import made, readings

ALL = Wanted(limit=10**4)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("links") / "c.db", readings())


@pytest.fixture
def case(pristine: Path, tmp_path: Path) -> Iterator[Case]:
    with open_case(shutil.copy(pristine, tmp_path / "c.db"), write=True) as opened:
        yield opened


def entity_of(case: Case) -> dict[tuple[str, str], str]:
    """Report and actor → entity."""
    owner = {signature: each.id for each in case.look.entities(ALL) for signature in each.personas}
    return {(each.report.id, appearance.actor): owner[signature] for each in readings() for signature, appearance in signed(each)}


def sides(case: Case, noun: Happening | Due) -> set[tuple[str, str]]:
    """Role and entity, from the tellings."""
    known = entity_of(case)
    pairs = [(role, t.report, a) for t in noun.tellings for role, ids in (("actor", t.actor_ids), ("recipient", t.recipient_ids)) for a in ids]
    return {(role, known[report, actor]) for role, report, actor in pairs if (report, actor) in known}


def test_who_takes_part_and_what_each_did(case: Case) -> None:
    every: list[Happening | Due] = [*case.look.happenings(ALL), *case.look.dues(ALL)]
    parties = case.links.parties(each.id for each in every)
    found = {each.id: {(party.role, party.entity) for party in parties.get(each.id, ())} for each in every}
    assert found == {each.id: sides(case, each) for each in every}
    assert sum(len(each) for each in found.values()) > 100
    for entity in case.look.entities(Wanted(limit=20)):
        did: list[tuple[Role, Happening | Due]] = [*case.links.deeds(entity.id, ALL), *case.links.dues(entity.id, ALL)]
        assert sorted((role, each.id) for role, each in did) == sorted(
            (role, id_) for id_, some in found.items() for role, one in some if one == entity.id
        )
        assert all(party.name == entity.name for some in parties.values() for party in some if party.entity == entity.id)


def test_a_copy_is_no_second_party(case: Case) -> None:
    """Each party is there once, and what a copy repeats is not counted."""
    copied = [each for each in case.look.happenings(ALL) if each.echoes]
    parties = case.links.parties(each.id for each in copied)
    for each in copied:
        own = [telling for telling in each.tellings if telling.key not in case.record.shadowing([telling.key])]
        some = parties.get(each.id, ())
        assert len({(party.role, party.entity) for party in some}) == len(some)
        assert all(party.tellings <= len(own) for party in some)
    assert any(party.tellings < len(each.tellings) for each in copied for party in parties.get(each.id, ()))


def test_filters(case: Case) -> None:
    busy = case.look.entities(Wanted(limit=1))[0].id
    every = case.links.deeds(busy, ALL)
    days = [each.last or 0 for _, each in every]
    assert days == sorted(days, reverse=True)
    assert case.links.deeds(busy, Wanted(limit=3)) == every[:3]
    assert case.links.deeds(busy, Wanted(limit=99, min_sources=2)) == [each for each in every if len(each[1].origins) > 1]
    assert case.links.deeds(busy, Wanted(limit=99, type="assault")) == [each for each in every if each[1].type == "ASSAULT"]
    since = "2025-09-20"
    assert {each.id for _, each in case.links.deeds(busy, Wanted(limit=99, since=since))} < {each.id for _, each in every}
    Corrector(case, "ana").reject(every[0][1].id)
    assert every[0][1].id not in {each.id for _, each in case.links.deeds(busy, ALL)}


def test_where_it_stands_and_speaks(case: Case) -> None:
    known = entity_of(case)
    for entity in case.look.entities(Wanted(limit=20)):
        reports = {report for (report, _), id_ in known.items() if id_ == entity.id}
        assert {each.id for each in case.links.appears_in(entity.id, 1000)} == reports
        heard = case.links.spoken(entity.id, 1000)
        said = sum(
            len(voice.attributions)
            for reading in readings()
            for voice in reading.voices
            if voice.kind == "named" and not voice.part_of and known.get((reading.report.id, voice.actor or "")) == entity.id
        )
        assert sum(each.statements for each in heard) >= said
        assert {each.report for each in heard} <= reports
    brisk = next(each for each in case.look.speakers(ALL) if each.key == "edric brisk")
    entity = next(each for each in case.look.entities(ALL) if each.name == brisk.name)
    heard = [each for each in case.links.spoken(entity.id, 1000) if each.key == brisk.key]
    assert (len(heard), sum(each.statements for each in heard)) == (brisk.reports, brisk.statements)
    refused = [each for each in case.look.silences(Wanted(actor="Brisk")) if known.get((each.report, each.actor or "")) == entity.id]
    assert refused
    assert case.links.silent(entity.id) == refused


def test_ties_as_stated(case: Case) -> None:
    found = case.links.ties(limit=None)
    known, copies = entity_of(case), {each.report for each in case.echoes() if each.how != "update"}
    expected = {
        (reading.report.id, each.id, one, other)
        for reading in readings()
        for each in reading.relations
        if (one := known.get((reading.report.id, each.source.actor or "")))
        and (other := known.get((reading.report.id, each.target.actor or "")))
        and one != other
    }
    assert {(each.report, each.id, each.source_id, each.target_id) for each in found} == expected
    assert all(each.echo == (each.report in copies) for each in found)
    assert {each.echo for each in found} == {True, False}
    texts = {reading.report.id: reading.report.text for reading in readings()}
    assert all(" ".join(texts[each.report][each.start : each.end].split())[:20] in each.quote for each in found if "…" not in each.quote)
    tie = found[0]
    assert case.links.ties(tie.source_id, limit=None) == [each for each in found if tie.source_id in {each.source_id, each.target_id}]
    assert case.links.ties(since="2025-10-18", limit=2) == found[:2]
    Corrector(case, "ana").merge_actors(tie.source_id, tie.target_id)
    assert tie.id not in {each.id for each in case.links.ties(limit=None)}


def test_what_a_person_adds_has_its_parties(case: Case) -> None:
    report = readings()[0].report
    known = {(id_, actor): entity for (id_, actor), entity in entity_of(case).items() if id_ == report.id}
    (_, actor), entity = next(iter(known.items()))
    name = next(each.name for _, each in signed(readings()[0]) if each.actor == actor)
    by = Corrector(case, "ana")
    made = by.add(report.id, report.text[10:40], "consult", who=name, whom="Nobody Of That Name")
    added = next(each for each in case.look.happenings(ALL) if any(telling.by_hand for telling in each.tellings))
    assert [(each.role, each.entity) for each in case.links.parties([added.id])[added.id]] == [("actor", entity)]
    by.undo(made.number)
    assert case.links.parties([added.id]) == {}


def test_deeds_in_one_role_and_beside_another(case: Case) -> None:
    one, other = (case.look.entities(Wanted(actor=name, limit=1))[0].id for name in ("Edric Brisk", "Meskara"))
    every = case.links.deeds(one, ALL)
    roles: tuple[Role, ...] = ("actor", "recipient")
    for role in roles:
        assert case.links.deeds(one, ALL, role=role) == [each for each in every if each[0] == role]
    both = {each.id for _, each in case.links.deeds(other, ALL)}
    found = case.links.deeds(one, ALL, beside=other)
    assert found == [each for each in every if each[1].id in both]
    assert found


def test_with_whom_an_actor_has_to_do(case: Case) -> None:
    dyads = list(case.charts.dyads(ALL))
    for entity in case.look.entities(Wanted(limit=12)):
        expected: dict[tuple[str, str, str], list[int]] = {}
        for each in dyads:
            if entity.id in (each.actor, each.recipient):
                key = (each.recipient, "actor", each.type) if each.actor == entity.id else (each.actor, "recipient", each.type)
                expected.setdefault(key, []).append(each.day)
        found = [each for each in case.links.dealings(entity.id) if each.last]
        assert {(each.entity, each.role, each.type): (each.number, each.last) for each in found} == {
            key: (len(days), max(days)) for key, days in expected.items()
        }


def test_in_whose_reports(case: Case) -> None:
    for entity in case.look.entities(Wanted(limit=5)):
        reports = case.links.appears_in(entity.id, 1_000)
        found = case.links.outlets(entity.id)
        assert dict(found) == Counter(each.outlet for each in reports)
        assert [number for _, number in found] == sorted((number for _, number in found), reverse=True)


def test_ties_for_sums_are_those_that_are_told(case: Case) -> None:
    told = [each for each in case.links.ties(limit=None) if each.published is not None and not each.echo]
    expected = [
        (each.report, each.id, each.type, each.sign, each.source_id, each.target_id, each.published, each.factuality, each.odds) for each in told
    ]
    found = [
        (each.report, each.id, each.type, each.sign, each.source, each.target, each.day, each.factuality, each.odds) for each in case.links.tied()
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert found
    since = "2025-09-20"
    assert {each.day for each in case.links.tied(since=since)} == {
        each.published for each in told if (each.published or 0) >= date.fromisoformat(since).toordinal()
    }


def test_two_actors_joined_by_hand_are_one_with_all_their_personas(case: Case) -> None:
    """Also where what is known of them speaks against it: a body and the person who speaks for it."""
    one, other = (case.look.entities(Wanted(actor=name, limit=1))[0] for name in ("Free Ulvane Movement", "Mirel Ansk"))
    assert len(one.personas) > 1
    made = Corrector(case, "ana").merge_actors(one.id, other.id)
    (whole,) = [each for each in case.look.entities(ALL) if one.personas[0] in each.personas]
    assert {*one.personas, *other.personas} <= {*whole.personas}
    Corrector(case, "ana").undo(made.number)
    assert case.look.entity(one.id) == one
    assert case.look.entity(other.id) == other
