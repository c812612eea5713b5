"""Sources that are lists: their parts, each with number and basis, and how many they are together. Brackets hold the source."""

import pytest

from dragoman.model.cast import Cast
from dragoman.model.reading import Source
from dragoman.model.text import Layout, Part, Report, Span
from dragoman.read import engines
from dragoman.read.attribution import find_attributions
from dragoman.read.attribution.describe import describe
from dragoman.read.attribution.heads import source_heads
from dragoman.read.encoder import encode_report
from dragoman.read.quotes import find_quotes

from .test_labelled_sources import Given

LISTS: list[tuple[str, int | None, list[tuple[str, int | None, str]]]] = [
    (
        "[Two Western diplomats and a guard who were briefed] said it failed.",
        3,
        [("Two Western diplomats", 2, "briefed"), ("a guard", 1, "briefed")],
    ),
    (
        "The envoy came, according to [militia officials, Iraqi politicians and the western diplomats familiar with the talks].",
        None,
        [("militia officials", None, "briefed"), ("Iraqi politicians", None, "briefed"), ("the western diplomats", None, "briefed")],
    ),
    (
        "[Four others, two diplomats and two guards,] said it failed.",
        4,
        [("two diplomats", 2, "unstated"), ("two guards", 2, "unstated")],
    ),
    (
        "[Four others, two Western diplomats and a security officer who were briefed on the meeting] said that it failed.",
        4,
        [("two Western diplomats", 2, "briefed"), ("a security officer", 1, "briefed")],
    ),
    (
        "It was described by [one of the militia's official who knows directly of the encounter, and even two politicians who were briefed about the meeting].",
        3,
        [
            ("one of the militia's official who knows directly of the encounter", 1, "direct"),
            ("two politicians who were briefed about the meeting", 2, "briefed"),
        ],
    ),
    (
        "The fire began at noon, said [a nurse who saw it and two porters].",
        3,
        [("a nurse who saw it", 1, "direct"), ("two porters", 2, "unstated")],
    ),
    (
        "[An official with knowledge of the raid, two judges and a clerk] said it failed.",
        4,
        [("An official with knowledge of the raid", 1, "briefed"), ("two judges", 2, "unstated"), ("a clerk", 1, "unstated")],
    ),
    (
        "[Three ministers, Ann Lee, Bo Ek and Cy Dahl,] said the vote was lost.",
        3,
        [("Ann Lee", 1, "unstated"), ("Bo Ek", 1, "unstated"), ("Cy Dahl", 1, "unstated")],
    ),
    (
        "[Ann Lee, a lawyer, and Bo Ek, a judge,] said the vote was lost.",
        2,
        [("Ann Lee, a lawyer", 1, "unstated"), ("Bo Ek, a judge", 1, "unstated")],
    ),
    (
        "[The ministry's spokesman, Karim Adel, and two guards] said the gate was shut.",
        3,
        [("The ministry's spokesman, Karim Adel", 1, "unstated"), ("two guards", 2, "unstated")],
    ),
    (
        "[Residents, aid workers and a doctor at the clinic] said the road was shut.",
        None,
        [("Residents", None, "unstated"), ("aid workers", None, "unstated"), ("a doctor at the clinic", 1, "unstated")],
    ),
    (
        "[Two militia commanders, a senior Iraqi politician and an official in the prime minister's office] said it failed.",
        4,
        [
            ("Two militia commanders", 2, "unstated"),
            ("a senior Iraqi politician", 1, "unstated"),
            ("an official in the prime minister's office", 1, "unstated"),
        ],
    ),
    (
        "The pass was shut, according to [the militia leaders, the diplomats of the western nations and the security source].",
        None,
        [
            ("the militia leaders", None, "unstated"),
            ("the diplomats of the western nations", None, "unstated"),
            ("the security source", 1, "unstated"),
        ],
    ),
    (
        "[Two rebel groups, the Black Banner and the Sons of the Delta,] said they would stop.",
        2,
        [("the Black Banner", None, "unstated"), ("the Sons of the Delta", None, "unstated")],
    ),
    (
        "[The mayor, his deputy and two clerks] said the vote was lost.",
        4,
        [("The mayor", 1, "unstated"), ("his deputy", 1, "unstated"), ("two clerks", 2, "unstated")],
    ),
    (
        "[Two guards and one of the nurses who treated the wounded] said the gate was open.",
        3,
        [("Two guards", 2, "unstated"), ("one of the nurses who treated the wounded", 1, "direct")],
    ),
    (
        "“The gate was open,” said [two of the guards and a nurse].",
        3,
        [("two of the guards", 2, "unstated"), ("a nurse", 1, "unstated")],
    ),
    (
        "[The army and the police] said the road was mined.",
        None,
        [("The army", None, "unstated"), ("the police", None, "unstated")],
    ),
    (
        "[Five people - three engineers and two divers -] said the dam was weak.",
        5,
        [("three engineers", 3, "unstated"), ("two divers", 2, "unstated")],
    ),
    (
        "[Five people: three engineers and two divers,] said the dam was weak.",
        5,
        [("three engineers", 3, "unstated"), ("two divers", 2, "unstated")],
    ),
    (
        "[A Western diplomat as well as two aid workers who were in the town] said the well was dry.",
        3,
        [("A Western diplomat", 1, "direct"), ("two aid workers", 2, "direct")],
    ),
    (
        "[A police captain, a forensic expert and several neighbours] said so.",
        None,
        [("A police captain", 1, "unstated"), ("a forensic expert", 1, "unstated"), ("several neighbours", None, "unstated")],
    ),
    (
        "[Adel and two of his guards] said so.",
        3,
        [("Adel", 1, "unstated"), ("two of his guards", 2, "unstated")],
    ),
    (
        "[Keller and his lawyer] said so.",
        2,
        [("Keller", 1, "unstated"), ("his lawyer", 1, "unstated")],
    ),
    (
        "[The mayor and the chief of police] said so.",
        2,
        [("The mayor", 1, "unstated"), ("the chief of police", 1, "unstated")],
    ),
    (
        "[Three diplomats and a person familiar with the matter] said so.",
        4,
        [("Three diplomats", 3, "unstated"), ("a person familiar with the matter", 1, "briefed")],
    ),
    (
        "[Some lawmakers and activists] said so.",
        None,
        [("Some lawmakers", None, "unstated"), ("activists", None, "unstated")],
    ),
]
SINGLE: list[tuple[str, int | None]] = [
    ("[One of the officials and diplomats] said it failed.", 1),
    ("[Ann Lee, a lawyer and former judge,] said the vote was lost.", 1),
    ("[A lawyer and activist] said the vote was lost.", 1),
    ("[Officials of the army and the police] said the vote was lost.", None),
    ("[Farmers along the canal, most of them tenants,] said the sluice was shut.", None),
    ("[Three other people, two of them briefed on the plan and one a Danish diplomat,] said the dam was weak.", 3),
    ("[Army and police officials] said the road was mined.", None),
    ("[The interior and defence ministers] said the road was mined.", None),
    ("[Two sources, one in the army and the other in the police,] said the gate was open.", 2),
    ("[The head of the union of teachers and nurses] said so.", 1),
    ("[Two officials, one of whom attended the talks,] said so.", 2),
    ("[Half a dozen villagers, among them a priest and a teacher,] said so.", 6),
    ("[Seven people, including two generals and a judge,] said so.", 7),
]
"""No lists, for all their commas and "and"."""


def source_of(case: str) -> tuple[str, Source]:
    before, _, rest = case.partition("[")
    words, _, after = rest.partition("]")
    text = before + words + after
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),))]))
    span = Span(len(before), len(before) + len(words))
    heads = source_heads(parse, [span])
    return text, describe(parse, Cast(()), find_quotes(parse), Given([span], heads, [], parse.head(heads[0])), {})


@pytest.mark.parametrize(("case", "number", "members"), LISTS)
def test_list(case: str, number: int | None, members: list[tuple[str, int | None, str]]) -> None:
    text, source = source_of(case)
    assert [(text[member.start : member.end], member.number, member.basis) for member in source.members] == members
    assert (source.number, source.plural) == (number, True)


@pytest.mark.parametrize(("case", "number"), SINGLE)
def test_no_list(case: str, number: int | None) -> None:
    source = source_of(case)[1]
    assert (source.number, source.members) == (number, ())


def test_members_have_kinds() -> None:
    source = source_of("[Ann Lee, two guards and the army] said the road was mined.")[1]
    assert [member.kind for member in source.members] == ["named", "anonymous", "collective"]
    assert (source.kind, source.number, source.members[1].plural) == ("named", None, True)


def test_a_part_lost_to_the_verb_is_found() -> None:
    text = "The raid was described to the paper by one of the army's official who knows directly of it, and even two clerks who were briefed about the plan."
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),))]))
    (source,) = [attribution.source for attribution in find_attributions(parse, Cast(()), encode_report(parse))]
    assert [(text[member.start : member.end], member.number, member.basis) for member in source.members] == [
        ("one of the army's official who knows directly of it", 1, "direct"),
        ("two clerks who were briefed about the plan", 2, "briefed"),
    ]
    assert (source.number, source.basis) == (3, "direct")


def test_what_follows_is_no_part() -> None:
    text = "The raid was described by one official, and two clerks were arrested."
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),))]))
    assert [attribution.source.number for attribution in find_attributions(parse, Cast(()), encode_report(parse))] == [1]
