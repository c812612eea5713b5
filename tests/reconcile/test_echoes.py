"""Echoes: planted copies of invented reports are found with their kind and original; independent reports of one happening are none."""

import random
from pathlib import Path

import pytest

from dragoman.keep import open_case
from dragoman.model.reading import Reading
from dragoman.model.record import Echo
from dragoman.reconcile import SHARED, direct, trace_of
from tests.made import reading

NAMES = ("Velane", "Oskan", "Banu", "Kress", "Marsh", "Holt", "Finn", "Sarn", "Tolvin", "Ardesh")
WIRE = (
    "Gunmen attacked the ferry terminal of Velane at dawn on Tuesday, killing 31 people, the interior minister Teodor Banu said. "
    "Prime Minister Mirela Oskan flew to Velane and spoke to 12 of the wounded. "
    "Captain Lena Marsh counted 44 spent cartridges beside the customs hall, and Rescue chief Brana Holt sent 3 boats to the Sarn bridge. "
    "The mayor, Aldous Finn, closed the schools of Ardesh for 2 days. "
    "Anton Kress, who speaks for the militia in Tolvin, could not be reached on 2 telephones."
)
OTHER = (
    "Smoke hung over the quay of Velane when the first mothers came to the gate on Tuesday. "
    "A dockworker, Davit Rook, said that he had seen men in grey uniforms climb from a launch. "
    "Nurse Petra Lund dressed wounds until 9 in the evening and then wept. "
    "By noon the list on the wall had 17 names. Prime Minister Oskan did not come to the hospital, the nurse said; the mayor did. "
    "Nobody at the harbour office would say how many tickets had been sold for the boat of 6.40."
)
SPUN = (
    "Men of the gun made assault to the ferry station of Velane in the early Tuesday, the murder of 31 persons, told the inside minister Teodor Banu. "
    "The first minister Oskan did fly in Velane and made words with 12 wounded ones. "
    "The captain Marsh has numbered 44 empty cartridges near to the hall of customs, and the chief of rescue Holt has mailed 3 boats for the bridge Sarn. "
    "The townhead Finn shutted the schools of Ardesh during 2 days. "
    "Kress, mouth of the militia in Tolvin, was not possible to reach by 2 phones."
)
REWRITTEN = (
    "Thirty-one people, or 31 by the count of interior minister Banu, died in Velane when attackers stormed the terminal, the Wire agency reported. "
    "Oskan, the prime minister, went to Velane to see 12 of the injured. "
    "Some 44 cartridges lay near the hall by the count of Marsh, an officer; Holt had 3 boats sent to Sarn. "
    "In Ardesh, Finn shut the schools for 2 days. Kress of Tolvin gave no answer."
)


def made() -> dict[str, Reading]:
    cut = ". ".join(WIRE.split(". ")[:3]) + "."
    return {
        "wire": reading(WIRE, outlet="Wire", names=NAMES),
        "identical": reading(WIRE, outlet="Courier", published="1931-05-05", names=NAMES),
        "syndicated": reading("Bloodbath at the gate. " + cut, outlet="Herald", published="1931-05-05", names=NAMES, credit="Wire"),
        "garbled": reading(SPUN, outlet=None, published=None, names=NAMES, garbled=9),
        "rewritten": reading(REWRITTEN, outlet="Echo", published="1931-05-06", names=NAMES, credit="Wire"),
        "independent": reading(OTHER, outlet="Dispatch", published="1931-05-05", names=(*NAMES, "Rook", "Lund")),
    }


def origins(readings: dict[str, Reading]) -> dict[str, tuple[str, str]]:
    names = {each.report.id: name for name, each in readings.items()}
    traces = [trace_of(each) for each in readings.values()]
    found = [echo for trace in traces for echo in direct(trace, [other for other in traces if other is not trace])]
    return {names[echo.report]: (names[echo.of], echo.how) for echo in found}


def test_each_copy_has_its_original_and_its_kind() -> None:
    assert origins(made()) == {
        "identical": ("wire", "identical"),
        "syndicated": ("wire", "syndicated"),
        "garbled": ("wire", "garbled"),
        "rewritten": ("wire", "rewritten"),
    }


def test_an_echo_says_why() -> None:
    readings = made()
    (echo,) = direct(trace_of(readings["syndicated"]), [trace_of(readings["wire"])])
    assert echo.share > 0.8
    assert echo.reasons[1:] == ("it credits Wire",)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_adding_changes_nothing(tmp_path: Path, seed: int) -> None:
    readings = list(made().values())
    random.Random(seed).shuffle(readings)
    assert echoes_of(tmp_path / "a.db", readings) == echoes_of(tmp_path / "b.db", list(made().values()))


def echoes_of(path: Path, readings: list[Reading]) -> list[Echo]:
    from dragoman.pipeline import keep_reading

    with open_case(path, create=True, write=True) as case:
        for each in readings:
            keep_reading(case, each)
        return sorted(case.echoes(), key=lambda echo: echo.report)


def test_a_report_is_no_echo_of_itself_or_of_nothing() -> None:
    trace = trace_of(made()["wire"])
    assert direct(trace, []) == ()
    assert SHARED > 1
