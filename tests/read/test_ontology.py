"""A user's ontology: what it adds, replaces and drops, what a wrong file is told, and that reading without one knows nothing of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import DataError, Ontology, Report, load_ontology, read_report, read_reports
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.plover import QUADS
from dragoman.model.reading import EventMention
from dragoman.model.text import Layout, Part
from dragoman.read import engines
from dragoman.read.events import find_events, propose
from dragoman.read.events.ontology import plover
from dragoman.read.events.proposing import Proposals
from dragoman.read.trials import try_ontology
from eval.corpora import report_of

SHIPPED = Path(__file__).parent.parent.parent / "examples" / "ontology" / "river.yaml"

Write = Callable[[str], Path]

FILE = """
types:
  - id: WATER_DISPUTE
    quad: material_conflict
    definition: Somebody takes the water.
predicates:
  - id: water.divert
    type: WATER_DISPUTE
    verbs: [divert]
    object: [river]
    examples: ["Tarsia diverted the river."]
    lookalikes: ["Tarsia diverted the traffic."]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "my.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def parse_of(text: str) -> Parse:
    return next(iter(engines.parse_reports([report_of(text)], [Layout(parts=(Part("body", 0, len(text)),))])))


def proposals_of(text: str, ontology: Ontology | None = None) -> Proposals:
    return propose(parse_of(text), Cast(()), ontology)


def events_in(text: str, ontology: Ontology | None = None) -> tuple[EventMention, ...]:
    events = find_events(proposals_of(text, ontology), ())
    return ontology.renamed(events) if ontology else events


def trigger(text: str, proposals: Proposals, word: str) -> int:
    return next(token.i for token in proposals.frame.parse.tokens if text[token.start : token.end] == word)


def test_own_type_is_told_with_what_the_file_says_of_it(write: Write) -> None:
    text = "Tarsia diverted the river."
    ontology = load_ontology(write(FILE.replace("definition", "intensity: -4.5\n    definition")))
    event = events_in(text, ontology)[0]
    assert (event.type, event.quad, event.intensity, event.cameo, event.entry) == ("WATER_DISPUTE", "material_conflict", -4.5, None, "water.divert")
    assert [text[each.start : each.end] for each in (*event.actors, *event.recipients)] == ["Tarsia", "the river"]
    assert events_in(text) == ()


def test_without_intensity_it_is_unknown(write: Write) -> None:
    assert events_in("Tarsia diverted the river.", load_ontology(write(FILE)))[0].intensity is None


def test_two_words_for_one_happening_of_an_own_type_are_one_event(write: Write) -> None:
    events = events_in("Tarsia diverted the river, diverting the river's course twice.", load_ontology(write(FILE)))
    assert [event.type for event in events] == ["WATER_DISPUTE"]


def test_plover_is_read_beside_it(write: Write) -> None:
    text = "Tarsia diverted the river and the rebels attacked the town."
    assert [event.type for event in events_in(text, load_ontology(write(FILE)))] == ["WATER_DISPUTE", "ASSAULT"]


def test_entry_of_a_built_in_id_stands_in_its_place(write: Write) -> None:
    replaced = """
predicates:
  - {id: assault.attack, type: ACCUSE, verbs: [attack], examples: ["The press attacked the king."], lookalikes: []}
"""
    ontology = load_ontology(write(replaced))
    assert [event.type for event in events_in("The rebels attacked the town.", ontology)] == ["ACCUSE"]
    assert events_in("The rebels stormed the town.", ontology) == ()


def test_own_entry_is_tried_before_a_built_in_one_that_asks_as_much(write: Write) -> None:
    own = 'predicates: [{id: my.attack, type: COERCE, verbs: [attack], examples: ["Rebels attacked it."], lookalikes: []}]'
    assert [event.entry for event in events_in("The rebels attacked the town.", load_ontology(write(own)))] == ["my.attack"]


def test_dropped_entry_is_off_and_its_words_are_silent(write: Write) -> None:
    text = "The rebels stormed the town and killed a guard."
    proposals = proposals_of(text, load_ontology(write("drop: [assault.attack]")))
    assert [telling.entry.id for telling in proposals.tellings] == ["assault.kill"]
    assert proposals.silent == {trigger(text, proposals, "stormed")}
    assert proposals_of(text).silent == frozenset()


def test_a_word_that_another_entry_has_is_not_silent(write: Write) -> None:
    drop = load_ontology(write(FILE.replace("divert", "storm") + "drop: [assault.attack]"))
    assert proposals_of("The rebels stormed the town.", drop).silent == frozenset()


def test_own_type_is_no_input_of_the_network(write: Write) -> None:
    text = "Tarsia diverted the river."
    proposals = proposals_of(text, load_ontology(write(FILE)))
    assert [telling.entry.in_plover for telling in proposals.tellings] == [False]
    assert not proposals.words.any()
    assert proposals.parties == []


RENAMED = """
types:
  - {id: ATTACK, quad: verbal_conflict, definition: "Any use of force.", replaces: ASSAULT}
predicates:
  - {id: attack.maul, type: ATTACK, mode: beat, verbs: [maul], examples: ["Soldiers mauled a man."], lookalikes: []}
"""


def test_replacing_type_renames_the_events_and_leaves_the_rest(write: Write) -> None:
    text = "The rebels bombed the town. Soldiers mauled a man."
    ontology = load_ontology(write(RENAMED))
    proposals = proposals_of(text, ontology)
    assert {telling.entry.type for telling in proposals.tellings} == {"ASSAULT"}  # the network still sees PLOVER's
    events = events_in(text, ontology)
    assert [(event.type, event.mode, event.quad) for event in events] == [
        ("ATTACK", "explosives", "verbal_conflict"),
        ("ATTACK", "beat", "verbal_conflict"),
    ]
    assert [event.intensity for event in events] == [-9.0, -7.5]
    assert {event.intensity for event in events_in(text, load_ontology(write(RENAMED.replace("replaces", "intensity: -1.0, replaces"))))} == {-1.0}


def test_modal_stands_before_an_own_type_when_told_to(write: Write) -> None:
    modal = """
  - id: agree.will_water
    type: AGREE
    modals: [will]
    over: [WATER_DISPUTE]
    examples: ["Tarsia will divert the river."]
    lookalikes: []
"""
    assert [event.type for event in events_in("Tarsia will divert the river.", load_ontology(write(FILE + modal)))] == ["AGREE", "WATER_DISPUTE"]


def test_digest_follows_what_the_file_says_and_nothing_else(write: Write) -> None:
    plain = load_ontology(write(FILE)).digest
    assert len(plain) == 12
    assert load_ontology(write("# a comment\n" + FILE)).digest == plain
    assert load_ontology(write(FILE.replace("[river]", "[river, canal]"))).digest != plain
    assert plover().digest == ""


def test_reading_says_which_ontology_made_it_and_one_leaves_no_trace_on_the_next() -> None:
    ontology = load_ontology(SHIPPED)
    report = Report(id="r-1", text="SARN, May 6, 2031 (Meridian) - Tarsia diverted the river on Monday. Its envoy met the minister.")
    before = read_report(report)
    reading = next(read_reports([report], ontology=ontology))
    assert {"WATER_DISPUTE", "TALKS"} <= {event.type for event in reading.events}
    assert reading.versions.lexicon == f"{before.versions.lexicon}+{ontology.digest}"
    assert read_report(report) == before
    assert {event.type for event in before.events} <= set(QUADS)


@pytest.mark.parametrize("text", ["", "?!", "divert " * 2000, "the river diverted the river diverting the river " * 200, "🔥 diverted 🔥"])
def test_odd_text_never_raises(text: str, write: Write) -> None:
    events_in(text, load_ontology(write(FILE)))


def test_every_sentence_of_the_shipped_file_is_read_as_it_should_be() -> None:
    ontology = load_ontology(SHIPPED)
    trials = try_ontology(ontology)
    assert [trial for trial in trials if not trial.passed] == []
    assert len(trials) == sum(len(entry.examples) + len(entry.lookalikes) for entry in ontology.own)


def test_failing_sentences_are_told(write: Write) -> None:
    trials = try_ontology(
        load_ontology(write(FILE.replace("the traffic", "the river twice").replace('["Tarsia diverted the river."]', '["The river rose."]')))
    )
    assert [(trial.kind, trial.passed, trial.read_as) for trial in trials] == [("example", False, ()), ("look-alike", False, ("water.divert",))]


WRONG: list[tuple[str, str, str]] = [
    # what is replaced in FILE, by what, what is told
    (FILE, "", "must hold `types:`, `predicates:` or `drop:`"),
    (FILE, "- a", "must hold `types:`"),
    (FILE, "a: [", "no valid YAML"),
    (FILE, "types:\n\t- id: A", r"line 2: no valid YAML"),
    (FILE, "a: \x00", "no valid YAML"),
    (FILE, "[" * 3000, "no valid YAML"),
    (FILE, "types: &a [*a]", "type number 1: must be fields with values: id, quad"),
    (FILE, "{[a]: b}", "no valid YAML"),
    (FILE, "types: {}\n---\n", "no valid YAML"),
    (FILE, "types: {}", "line 1, types: must be a list"),
    (FILE, "5: a", "line 1, unknown section `5`"),
    ("types:", "tipes:", r"line 2, unknown section `tipes` \(did you mean types\?\)"),
    ("    quad: material_conflict\n", "", r"line 3, type WATER_DISPUTE: `quad` is missing; add it: one of verbal_cooperation, material_cooperation"),
    ("material_conflict", "conflict", r"line 4, type WATER_DISPUTE: `quad` cannot be 'conflict': one of verbal_cooperation"),
    ("definition: Somebody takes the water.", 'definition: " "', "line 5, type WATER_DISPUTE: `definition` is empty"),
    ("definition", "intensity: -11\n    definition", "line 5, .*`intensity` must lie between -10"),
    ("definition", "intensity: .nan\n    definition", "`intensity` must lie between -10"),
    ("definition", "replaces: ASAULT\n    definition", r"line 5, .*`replaces` must be a type of PLOVER's \(did you mean ASSAULT\?\)"),
    ("WATER_DISPUTE", "Water", "line 3, type Water: `id` must be in capitals"),
    ("WATER_DISPUTE", "ASSAULT", "line 3, type ASSAULT: is a type of PLOVER's"),
    (
        "types:",
        "types:\n  - {id: WATER_DISPUTE, quad: material_conflict, definition: b}",
        "line 4, type WATER_DISPUTE: this id stands more than once",
    ),
    ("types:", "types:\n  - {id: OTHER, quad: material_conflict, definition: b}", "line 3, type OTHER: no entry of `predicates` tells it"),
    (
        "types:",
        "types:\n  - {id: A, quad: material_conflict, definition: a, replaces: AID}\n  - {id: B, quad: material_conflict, definition: b, replaces: AID}",
        "line 4, type B: more than one type replaces AID",
    ),
    ("    type: WATER_DISPUTE", "    type: WATER_DISPUT", r"line 8, entry water.divert: unknown type WATER_DISPUT \(did you mean WATER_DISPUTE\?\)"),
    ("verbs: [divert]", "verbs: [divert]\n    over: [AID, AIDS]", "line 10, entry water.divert: unknown type AIDS"),
    ("verbs:", "verb:", r"line 9, entry water.divert: unknown field `verb` \(did you mean verbs\?\)"),
    ("verbs:", "nouns: [x]\n    nouns:", "line 10: `nouns` stands twice in one place"),
    ("    verbs: [divert]\n", "", "line 7, entry water.divert: no word can tell it; fill one of verbs"),
    ("[divert]", "divert", r"line 9, entry water.divert: `verbs` must be a list; put it in brackets"),
    ("[divert]", "[divert, 5]", r"`verbs\[1\]` must be text; put the value in quotes"),
    ("[divert]", "[Divert]", "line 9, entry water.divert: `Divert` can match nothing"),
    ("[river]", "[river mouth]", "line 10, entry water.divert: `river mouth` can match nothing"),
    ("verbs:", "particle: Up\n    verbs:", "line 9, entry water.divert: `Up` can match nothing"),
    ("verbs:", "cameo: 020\n    verbs:", "line 9, entry water.divert: `cameo` must be text; put the value in quotes"),
    ("verbs:", "cameo: ASSAULT\n    verbs:", "`cameo` must be a code of two to four digits"),
    ("verbs:", "alone: yes\n    verbs:", "`alone` must be true or false"),
    ("verbs:", "needs: [actr]\n    verbs:", r"`needs\[0\]` cannot be 'actr': one of actor, recipient"),
    ("verbs:", "count: dead\n    verbs:", "`count` cannot be 'dead': one of killed, wounded"),
    ('["Tarsia diverted the river."]', "[]", "line 11, entry water.divert: `examples` is empty"),
    ('    lookalikes: ["Tarsia diverted the traffic."]\n', "", "line 7, entry water.divert: `lookalikes` is missing"),
    ("water.divert", '""', "`id` is empty"),
    ("    type: WATER_DISPUTE", "    type: ASSAULT\n    mode: drones", r"entry water.divert: ASSAULT has no mode drones \(did you mean drone\?\)"),
    ("predicates:", "predicates:\n  - 5", "line 7, entry number 1: must be fields with values"),
    (
        "predicates:",
        'predicates:\n  - {id: water.divert, type: AID, verbs: [a], examples: ["A."], lookalikes: []}',
        "line 8, entry water.divert: this id stands more than once",
    ),
    ("types:", "drop: [assault.atack]\ntypes:", r"line 2, drop: no built-in entry is called assault.atack \(did you mean assault.attack\?\)"),
    ("types:", "drop:\n  - assault.kill\n  - assault.kill\ntypes:", "line 4, drop: assault.kill is dropped twice"),
    ("types:", "drop: [5]\ntypes:", "line 2, drop: must be text"),
]


@pytest.mark.parametrize(("old", "new", "told"), WRONG, ids=[told for _, _, told in WRONG])
def test_mistake_is_told_with_its_place(old: str, new: str, told: str, write: Write) -> None:
    assert old in FILE
    with pytest.raises(DataError, match=told) as error:
        load_ontology(write(FILE.replace(old, new)))
    assert "my.yaml" in str(error.value)


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(write: Write) -> None:
    wrong = FILE.replace("Somebody takes the water.", '""').replace("[divert]", "[Divert]")
    with pytest.raises(DataError, match=r"has 2 mistakes:\n  line 5, .*\n  line 9, "):
        load_ontology(write(wrong))


def test_id_that_is_both_replaced_and_dropped(write: Write) -> None:
    with pytest.raises(DataError, match="both dropped and replaced"):
        load_ontology(write(FILE.replace("water.divert", "assault.kill") + "drop: [assault.kill]"))


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.yaml cannot be read .*give the path"):
        load_ontology(tmp_path / "absent.yaml")


def test_words_that_yaml_takes_for_truth_values_are_words(write: Write) -> None:
    assert load_ontology(write(FILE.replace("verbs: [divert]", "verbs: [divert]\n    prep: [on, off]"))).own[0].prep == ("on", "off")


def test_empty_lists_change_nothing(write: Write) -> None:
    ontology = load_ontology(write("types: []\npredicates:\ndrop: []\n"))
    assert ontology.entries == plover().entries
