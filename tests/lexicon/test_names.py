import pytest
from babel import Locale
from babel.core import get_global

from dragoman.lexicon import load, names
from dragoman.lexicon.names import Body, NameForm, State, Status, Title
from dragoman.model.parse import Parse
from dragoman.read.mentions import find_mentions
from dragoman.read.mentions.metonymy import Setting, is_place
from eval.corpora import parsed, report_of

STATES = load("countries", State)
ALIASES = get_global("territory_aliases")


def parse_of(text: str) -> Parse:
    return next(parsed([report_of(text)]))[2]


def test_every_state_of_the_united_nations_once() -> None:
    codes = [state.code for state in STATES]
    assert len(codes) == len(set(codes)) >= 193 + 2  # members, and the two observers
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_no_form_stands_for_two_states() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for state in STATES:
        for form in (state.name, *state.names, *state.demonyms, *state.capitals, *state.seats):
            owners.setdefault(names.split(form), set()).add(state.code)
    shared = {form: codes for form, codes in owners.items() if len(codes) > 1}
    assert not shared


@pytest.mark.parametrize("state", STATES, ids=[state.code for state in STATES])
def test_code_belongs_to_the_name_by_another_source(state: State) -> None:
    name = Locale("en").territories["XK"] if state.code == "XKX" else Locale("en").territories[ALIASES[state.code][0]]
    plain = {" ".join(names.plain(form)).replace("st ", "saint ") for form in (state.name, *state.names)}
    written = " ".join(names.plain(name.split(" (")[0].replace(" - ", " ").replace("&", "and").replace("St.", "Saint")))
    assert written in plain | {" ".join(names.plain(form.replace("&", "and"))) for form in (state.name, *state.names)}


@pytest.mark.parametrize("state", STATES, ids=[state.code for state in STATES])
def test_states_match_examples_only(state: State) -> None:
    for example in state.examples:
        known = names.known(example)
        assert known is not None
        assert known.code == state.code
    for lookalike in state.lookalikes:
        known = names.known(lookalike)
        assert known is None or known.code != state.code


def nouns_of(text: str) -> list[list[str]]:
    """For every noun, the lower-case words before it and its lemma, then its own word."""
    parse = parse_of(text)
    found = []
    for token in parse.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        before = [other.lower for other in parse.tokens[max(0, token.i - 5) : token.i]]
        found.append([*before, token.lower.removesuffix("s") if token.tag == "NNPS" else token.lemma.lower()])
        found.append([*before, token.lower])
    return found


def title_in(text: str, title: Title) -> bool:
    own = {names.split(words) for words in title.words}
    return any(tuple(words[start:]) in own for words in nouns_of(text) for start in range(len(words)))


@pytest.mark.parametrize("title", load("titles", Title), ids=[title.words[0] for title in load("titles", Title)])
def test_titles(title: Title) -> None:
    assert title.examples
    assert title.lookalikes
    for example in title.examples:
        assert title_in(example, title), example
    for lookalike in title.lookalikes:
        assert not title_in(lookalike, title), lookalike


def body_in(text: str, body: Body) -> bool:
    if body.nouns:
        own = {names.split(noun) for noun in body.nouns}
        return any(tuple(words[start:]) in own for words in nouns_of(text) for start in range(len(words)))
    words = [token.text for token in parse_of(text).tokens]
    return any((found := names.match(words, at)) is not None and found[1].body == body for at in range(len(words)))


@pytest.mark.parametrize("body", load("organizations", Body), ids=[(body.nouns or body.names)[0] for body in load("organizations", Body)])
def test_bodies(body: Body) -> None:
    for example in body.examples:
        assert body_in(example, body), example
    for lookalike in body.lookalikes:
        assert not body_in(lookalike, body), lookalike


@pytest.mark.parametrize("status", load("statuses", Status), ids=[status.status for status in load("statuses", Status)])
def test_statuses(status: Status) -> None:
    for example in status.examples:
        assert any(token.lower in status.words for token in parse_of(example).tokens), example
    for lookalike in status.lookalikes:
        assert not any(token.lower in status.words for token in parse_of(lookalike).tokens), lookalike


def one_name(pair: str) -> bool:
    first, second = ([names.folded(word) for word in names.without_particles(names.plain(name))] for name in pair.split(" = "))
    return first == second


@pytest.mark.parametrize("form", load("name_forms", NameForm), ids=[form.words[0] for form in load("name_forms", NameForm)])
def test_name_forms(form: NameForm) -> None:
    check = {"demonym": is_demonym, "language": is_language, "nickname": is_nickname}.get(form.kind, one_name)
    assert all(check(example) for example in form.examples)
    assert not any(check(lookalike) for lookalike in form.lookalikes)


def is_demonym(pair: str) -> bool:
    name, people = pair.split(" = ")
    return people in names.regular_demonyms(name)


def is_nickname(pair: str) -> bool:
    short, full = (name.split()[0].lower() for name in pair.split(" = "))
    return names.same_given(short, full)


def is_language(word: str) -> bool:
    return word.lower() in names.languages()


SETTINGS = [setting for setting in load("metonymy", Setting) if setting.sense not in ("state_deed", "state_noun")]


@pytest.mark.parametrize("setting", SETTINGS, ids=[setting.sense for setting in SETTINGS])
def test_metonymy(setting: Setting) -> None:
    place = setting.sense in ("place_preposition", "place_verb", "place_noun", "inside")
    for example in setting.examples:
        assert lima_is_place(example) == place, example
    for lookalike in setting.lookalikes:
        assert lima_is_place(lookalike) != place or setting.sense == "inside", lookalike


def test_deeds_make_a_state_of_an_unknown_land() -> None:
    for setting in load("metonymy", Setting):
        if setting.sense in ("state_deed", "state_noun"):
            _makes_a_state(setting)


def _makes_a_state(setting: Setting) -> None:
    kinds = {
        text: {mention.kind for mention in find_mentions(parse_of(text)) if mention.form == "name"}
        for text in (*setting.examples, *setting.lookalikes)
    }
    assert all("state" in kinds[text] for text in setting.examples)
    assert all("state" not in kinds[text] for text in setting.lookalikes)


def lima_is_place(text: str) -> bool:
    parse = parse_of(text)
    lima = next(token for token in parse.tokens if token.text == "Lima")
    mention = next(mention for mention in find_mentions(parse) if mention.start <= lima.start < mention.end and mention.form == "name")
    assert (mention.kind == "place") == is_place(parse, lima, capital=True)
    return mention.kind == "place"


@pytest.mark.parametrize(
    ("name", "sense", "code"),
    [
        ("US", "state", "USA"),
        ("united States", "state", "USA"),
        ("the Kremlin", "seat", "RUS"),
        ("Viennas", "capital", "AUT"),
        ("Chilean", "demonym", "CHL"),
    ],
)
def test_known(name: str, sense: str, code: str) -> None:
    known = names.known(name)
    assert known is not None
    assert (known.sense, known.code) == (sense, code)


@pytest.mark.parametrize("name", ["us", "who", "Uss", "turkey farm", "", "the", "s"])
def test_not_known(name: str) -> None:
    assert names.known(name) is None


def test_no_plain_name_has_a_nul() -> None:
    assert names.plain("the Salt\0 Guard") == ("salt\ufffd", "guard")
