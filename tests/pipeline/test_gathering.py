"""What is gathered of a case and kept up while it grows is what gathering it anew gives, and what its nouns say."""

import random
from pathlib import Path

import msgspec
import numpy as np
import pytest

from dragoman.assess.tension import hottest, tension
from dragoman.assess.ties import ties
from dragoman.keep import Case, open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector, Keeper, rebuild
from dragoman.pipeline.assessing import gathering
from dragoman.pipeline.assessing.gathering import Gathered, gathered
from tests.keep.test_record import made, readings

ALL = Wanted(limit=10**4)


def told(found: Gathered) -> tuple[object, ...]:
    """All that the assessments take from it."""
    return list(ties(found.deeds, found.stated)), tension(found.deeds, "week"), hottest(found.deeds), len(found.deeds), found.entities


def anew(case: Case) -> Gathered:
    with case.at_once():
        return gathering._anew(case)


@pytest.mark.parametrize("seed", [1, 2])
def test_kept_up_it_is_what_gathering_anew_gives(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Report by report in another order: actors merge, echoes find their originals, versions replace others."""
    some = list(readings())
    random.Random(seed).shuffle(some)
    old = msgspec.structs.replace(
        some[3], report=msgspec.structs.replace(some[3].report, id="r-old", url="https://a.example/1", published="2025-01-01")
    )
    some[3] = msgspec.structs.replace(some[3], report=msgspec.structs.replace(some[3].report, url="https://a.example/1"))
    with open_case(tmp_path / "c.db", create=True, write=True) as case:
        keeper = Keeper(case)
        for at, each in enumerate([old, *some]):
            keeper.keep(each)
            if at % 6 == 0 or at > 40:
                assert told(gathered(case)) == told(anew(case))
        whole = gathered(case)
        assert gathered(case) is whole  # nobody wrote: nothing is read
        monkeypatch.setattr(gathering, "_anew", None)  # from here on all of it must come by keeping up
        corrector = Corrector(case, "test")
        corrector.reject(whole.deeds.ids[0])
        one, other = case.look.entities(Wanted(limit=2, status="person"))
        corrector.merge_actors(one.id, other.id)
        monkeypatch.undo()
        now = gathered(case)
        assert len(now.deeds) == len(whole.deeds) - 1
        assert told(now) == told(anew(case))
        list(rebuild(case))
        assert told(gathered(case)) == told(anew(case)) == told(now)


def test_it_holds_what_the_record_says(tmp_path: Path) -> None:
    with open_case(made(tmp_path / "c.db", readings())) as case:
        found = gathered(case)
        events = [each for each in case.look.happenings(ALL) if each.certainty > 0 and (each.last or each.first or each.first_told)]
        assert found.deeds.ids.tolist() == sorted(each.id for each in events)
        places = {each.id for each in case.look.entities(ALL) if each.kind == "place"}
        dyads = {(each.actor, each.recipient, each.happening) for each in case.charts.dyads(ALL) if each.certainty > 0}
        source, target = (found.deeds.actors[side] for side in (found.deeds.source, found.deeds.target))
        edges = set(zip(source, target, found.deeds.ids[found.deeds.what], strict=True))
        rest = {each for each in dyads if not places.intersection(each)} - edges
        assert edges <= dyads
        assert len(edges) > 5
        assert all(case.look.happening(id_).echoes for *_, id_ in rest)  # what only a copy says that repeats another
        stated = [each for each in case.links.ties(limit=None) if not each.echo and not each.shown and each.odds is None]
        about = {(f"{each.report}/{each.id}", each.source_id, each.target_id) for each in stated}
        source, target = (found.stated.actors[side] for side in (found.stated.source, found.stated.target))
        kept = set(zip(found.stated.ids[found.stated.what], source, target, strict=True))
        assert len(kept) > 10
        assert kept <= about
        assert np.all(found.stated.weight[found.stated.types == "leads"] > 0)
