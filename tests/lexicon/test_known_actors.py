"""Known actors: what is shipped, what a user's file may say and how its mistakes are told, what becomes of a PETRARCH dictionary."""

import io
import random
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import lexicon
from dragoman.lexicon.actors import KNOWN_SECTORS, KnownActor, Listed, country_codes, id_of, known_actors, load_actors
from dragoman.lexicon.names import plain
from dragoman.lexicon.petrarch import Imported, import_petrarch, write_actors
from dragoman.lexicon.words import words
from dragoman.model.errors import DataError

SHIPPED = Path(str(files("dragoman.lexicon") / "data" / "known_actors.yaml"))
GUILD = """\
- name: Guild of Karsia   # invented
  names: [Karsian Guild, GoK-1]
  kind: organization
  sector: REB
  country: ITA
  since: 1378
  until: 1382
  part_of: Hansa
  wikidata: Q1
  codes: [ITAREB]
- {name: Hansa, kind: group, id: league}
"""
TABLE = """\
name,names,kind,sector,country,since,until,part_of,wikidata,codes,id
Guild of Karsia, Karsian Guild; GoK-1 ,organization,REB,ITA,1378,1382,Hansa,Q1,ITAREB,
Hansa,,group,,,,,,,,league
"""


def actor(name: str, *names: str, **fields: str | int) -> KnownActor:
    return KnownActor(name=name, names=names, kind="organization", **fields)  # type: ignore[arg-type]


def written(folder: Path, text: str, name: str = "my.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# -- what is shipped


def test_shipped_actors_have_ids_of_their_own_and_belong_to_one_another() -> None:
    names = {known.name for known in known_actors()}
    assert len(known_actors()) == len({known.id for known in known_actors()}) == len(names) > 500
    assert not {known.part_of for known in known_actors()} - names - {None}


@pytest.mark.parametrize("known", known_actors(), ids=[known.id for known in known_actors()])
def test_a_shipped_actor_is_sound(known: KnownActor) -> None:
    assert known.sector in KNOWN_SECTORS
    assert known.country is None or known.country in country_codes()
    own = [plain(name) for name in (known.name, *known.names)]
    assert len(own) == len(set(own))
    for name in (known.name, *known.names):
        assert sum(map(str.isalnum, name)) >= 3, name
        word = name.removeprefix("The ")
        assert word.lower() not in words() or word.isupper(), f"{name} is a word of English"


def test_the_shipped_file_is_sorted_and_a_user_could_have_written_it() -> None:
    assert load_actors(SHIPPED) == known_actors()
    assert [known.name for known in known_actors()] == sorted((known.name for known in known_actors()), key=lambda name: (plain(name), name))
    entries = [line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(entries) == len(known_actors())


def test_the_shipped_file_counts_in_the_digest() -> None:
    assert SHIPPED.name in {file.name for file in lexicon._folder().iterdir()}


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Kata’ib Hezbollah", ["kataib-hezbollah"]),
        ("the PKK's", ["kurdistan-workers-party"]),
        ("UNIFIL", ["unifil"]),
        ("Medecins Sans Frontieres", ["doctors-without-borders"]),
        ("People's Defence Forces", ["peoples-defence-force", "peoples-defence-forces"]),
        ("guardian", []),
        ("Lebanese forces", []),
        ("EU", []),
        ("", []),
        ("the", []),
        ("\ud800", []),
    ],
)
def test_shipped_actors_by_name(name: str, ids: list[str]) -> None:
    assert [known.id for known in Listed(known_actors()).find(name)] == ids


# -- ids, names, order


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Kata'ib Hezbollah", "kataib-hezbollah"),
        ("U.S. Senate", "us-senate"),
        ("Séléka", "seleka"),
        ("ZANU-PF", "zanu-pf"),
        ("Front (North) / South", "front-north-south"),
        ("حزب", "حزب"),
        ("🙂", "actor-"),
    ],
)
def test_an_id_comes_from_the_name(name: str, id_: str) -> None:
    assert id_of(name) == id_ or (id_.endswith("-") and id_of(name).startswith(id_))
    assert actor(name).id == id_of(name)


def test_a_given_id_stays() -> None:
    assert actor("Hansa", id="league").id == "league"


def test_an_ambiguous_name_has_all_its_actors_and_an_actor_given_twice_is_one() -> None:
    first, second = actor("Hansa", "League"), actor("Delian League", "The League", "league")
    assert Listed([first, second, first]).find("league") == (second, first)


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_order_changes_nothing(chance: random.Random, size: int) -> None:
    some = chance.sample(known_actors(), size)
    one, other = Listed(some), Listed(chance.sample(some, len(some)))
    assert one.digest == other.digest
    assert all(one.find(name) == other.find(name) != () for known in some for name in (known.name, *known.names))


@pytest.mark.parametrize("suffix", [".yaml", ".csv"])
def test_a_shuffled_file_is_the_same_list(tmp_path: Path, suffix: str) -> None:
    head, lines = ("name,names,kind\n", ["Aa,Cc;Bb,group", "Bb,Aa,state", "Cc,,group"])
    if suffix == ".yaml":
        head, lines = "", ["- {name: Aa, names: [Cc, Bb], kind: group}", "- {kind: state, name: Bb, names: [Aa]}", "- {name: Cc, kind: group}"]
    found = set()
    for turn in range(3):
        listed = Listed(load_actors(written(tmp_path, head + "\n".join(lines[turn:] + lines[:turn]), f"{turn}{suffix}")))
        found.add((listed.digest, *(listed.find(name) for name in ("aa", "bb", "cc"))))
    assert len(found) == 1


def test_the_digest_follows_content() -> None:
    listed = Listed([actor("Hansa", "League", "Hanse")])
    assert len(listed.digest) == 12
    assert listed.digest == Listed([actor("Hansa", "Hanse", "League")]).digest
    assert listed.digest != Listed([actor("Hansa", "League")]).digest != Listed([]).digest


# -- a user's file


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(("text", "file"), [(GUILD, "my.yaml"), (TABLE, "my.CSV"), (TABLE.replace("\n", "\r\n\r\n"), "my.csv")])
def test_yaml_and_csv_say_the_same(tmp_path: Path, text: str, file: str, bom: str) -> None:
    guild, hansa = load_actors(written(tmp_path, bom + text, file))
    assert (guild.id, guild.names, guild.since, guild.until) == ("guild-of-karsia", ("Karsian Guild", "GoK-1"), 1378, 1382)
    assert (guild.sector, guild.country, guild.part_of, guild.wikidata, guild.codes) == ("REB", "ITA", "Hansa", "Q1", ("ITAREB",))
    assert hansa == KnownActor(id="league", name="Hansa", kind="group")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {kind: group}", "line 1, entry number 1: `name` is missing; add it"),
        ("- {name: Aa}", "line 1, entry Aa: `kind` is missing; add it: one of person, organization, group, state"),
        ("- name: Aa\n  kind: grop", "line 2, entry Aa: unknown kind `grop` (did you mean group?); use one of"),
        ("- name: Aa\n  kind: group\n  sector: reb", "line 3, entry Aa: unknown sector `reb` (did you mean REB?); use one of"),
        ("- name: Aa\n  kind: group\n  country: Iraq", "line 3, entry Aa: unknown country `Iraq` (did you mean IRQ?); use an ISO 3166-1"),
        ("- name: Aa\n  kind: group\n  country: irq", "(did you mean IRQ?)"),
        ("- name: Aa\n  kind: group\n  country: XQX", "unknown country `XQX`; use"),
        ("- name: Aa\n  kind: group\n  sinse: 1900", "line 3, entry Aa: unknown field `sinse` (did you mean since?); the fields are id, name"),
        ("- name: Aa\n  kind: group\n  since: long ago", "line 3, entry Aa: `since` must be a year, such as 2007, and not `long ago`"),
        ("- {name: Aa, kind: group, until: 19.5}", "`until` must be a year"),
        ("- {name: Aa, kind: group, until: true}", "`until` must be a year"),
        ("- {name: Aa, kind: group, since: 1900, until: 1899}", "`until` (1899) lies before `since` (1900)"),
        ("- {name: Aa, kind: group, names: Bb}", "`names` must be a list; put it in brackets"),
        ("- {name: Aa, kind: group, names: [1900]}", "`names` must be text, and `1900` is none; put the value in quotes"),
        ("- {name: Aa, kind: group, names: ['']}", "`names` is empty"),
        ("- {name: Aa, kind: group, names: [The]}", "`The` can match nothing"),
        ("- {name: 2009-01-01, kind: group}", "entry number 1: `name` must be text"),
        ('- {name: "A\\ud800", kind: group}', "no valid YAML"),
        ("- {name: Aa, kind: group, wikidata: q12}", "`wikidata` cannot be `q12`"),
        ("- {name: Aa, kind: group, name: Bb}", "`name` stands twice in one entry"),
        ("- {name: Aa, kind: group}\n- {name: AA, kind: state}", "line 2, entry AA: line 1 has the id aa as well; make one entry of them"),
        ("- {name: Aa, kind: group, id: x}\n- name: Bb\n  kind: state\n  id: x", "line 4, entry Bb: line 1 has the id x as well"),
        ("- Aa", "line 1, `Aa` is no entry; write fields with values: {name: …, kind: …}"),
        ("name: Aa\nkind: group", "line 1: the file must hold a list"),
        ("- {name: Aa, kind: group", "no valid YAML"),
        ("- {[a]: Aa, kind: group}", "no valid YAML"),
        ("- &a [*a]", "is no entry"),
        ("", "holds no entry; write at least one"),
        ("# nothing\n", "holds no entry"),
        ("[]", "holds no entry"),
    ],
)
def test_mistakes_in_yaml(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DataError) as error:
        load_actors(written(tmp_path, text))
    assert told in str(error.value)
    assert "my.yaml" in str(error.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,kind,contry\nAa,group,IRQ", "line 1, unknown column `contry` (did you mean country?); the columns are id, name"),
        ("name,kind,name\nAa,group,Bb", "line 1, column `name` stands twice"),
        ("name\nAa", "line 1, column `kind` is missing"),
        ("Aa,group", "line 1, no column is called `name`: the first line must name the columns"),
        ("name;kind\nAa;group", "part them by commas"),
        ("name,kind\n,group", "line 2, entry number 1: `name` is missing"),
        ("name,kind\nAa,", "line 2, entry Aa: `kind` is missing"),
        ("name,kind\nAa,group,IRQ", "line 2, `IRQ` stands under no column; put a value that holds a comma in double quotes"),
        ('name,kind\n"A\na",group\nBb,gruop', "line 4, entry Bb: unknown kind `gruop`"),
        ("name,kind,since\nAa,group,MM", "line 2, entry Aa: `since` must be a year"),
        ('name,kind\n"Aa,group', "line 2: no valid CSV"),
        ("name,kind\n", "holds no entry"),
        ("\n\n", "holds no entry"),
    ],
)
def test_mistakes_in_csv(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DataError) as error:
        load_actors(written(tmp_path, text, "my.csv"))
    assert told in str(error.value)
    assert "my.csv" in str(error.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        load_actors(written(tmp_path, "- {name: Aa, kind: x, sector: y}\n- {name: Bb}\n- {name: Cc, kind: group}"))
    assert "has 3 mistakes" in str(error.value)
    assert [line.split(",")[0].strip() for line in str(error.value).splitlines()[1:]] == ["line 1", "line 1", "line 2"]


def test_no_such_file_and_no_utf8(tmp_path: Path) -> None:
    for read in (load_actors, import_petrarch):
        with pytest.raises(DataError, match=r"absent\.yaml cannot be read"):
            read(tmp_path / "absent.yaml")
        with pytest.raises(DataError, match="cannot be read"):
            read(tmp_path)
    path = tmp_path / "my.csv"
    path.write_bytes("name,kind\nAa,group\nSéléka,group".encode("latin-1"))
    with pytest.raises(DataError, match="line 3: this is not UTF-8; save the file"):
        load_actors(path)


# -- PETRARCH


def imported(folder: Path, text: str) -> Imported:
    return import_petrarch(written(folder, text, "old.actors.txt"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ROMAN_EMPIRE_ [ITA]", ("Roman Empire", "state", None, "ITA")),
        ("EAST_KARSIA_ [ROM]", ("East Karsia", "state", None, "ROU")),
        ("KARSIANS_ [KRS]", ("Karsians", "group", None, None)),
        ("HANSEATIC_LEAGUE_ [IGOUNO]", ("Hanseatic League", "organization", "IGO", None)),
        ("COAL_AND_STEEL_BODY [EEC]", ("Coal and Steel Body", "organization", "IGO", None)),
        ("KNIGHTS_OF_MERCY [NGM]", ("Knights of Mercy", "organization", "NGO", None)),
        ("EAST_INDIA_COMPANY_ [MNCGBR]", ("East India Company", "organization", "BUS", None)),
        ("JAISH_AL-QAMAR_ [IMGMUS]", ("Jaish al-Qamar", "organization", "REB", None)),
        ("CATHARS_ [ISMCHR]", ("Cathars", "organization", "REL", None)),
        ("KARSIAN_GAZETTE_ [AUTMED]", ("Karsian Gazette", "organization", "JRN", "AUT")),
        ("KARSIAN_HEALERS_ [AUTHLH]", ("Karsian Healers", "organization", "MED", "AUT")),
        ("RIVER_WARDENS_ [AUTENV]", ("River Wardens", "organization", "NGO", "AUT")),
        ("FREE_HILLS_FRONT_ [AUTSEP]", ("Free Hills Front", "organization", "REB", "AUT")),
        ("HILL_CLANS_ [AUTKRSREB]", ("Hill Clans", "organization", "REB", "AUT")),
        ("ODD_CLUB_ [AUTXYZ]", ("Odd Club", "organization", None, "AUT")),
        ("OTTO_VON_KLENK_ [AUTGOV 18800101-18881231]", ("Otto von Klenk", "person", "GOV", "AUT")),
        ("ARMY_OF_THE_NORTH_ [DEUMIL 18130101-18150101]", ("Army of the North", "organization", "MIL", "DEU")),
        ("KLM-FRONT_ [AUTREB]", ("KLM-Front", "organization", "REB", "AUT")),
        ("NATO_ [IGOUNO]", ("NATO", "organization", "IGO", None)),
        ("POPE_PIUS_II_ [VATREL <14640814]", ("Pope Pius II", "person", "REL", "VAT")),
        ("O'KLENK'S_MEN [AUTCRM]", ("O'Klenk's Men", "organization", "CRM", "AUT")),
        ("Otto von Klenk [AUTGOV]", ("Otto von Klenk", "organization", "GOV", "AUT")),
        ("K._u._K._ARMY [AUTMIL]", ("K. u. K. Army", "organization", "MIL", "AUT")),
    ],
)
def test_an_actor_of_a_dictionary(tmp_path: Path, text: str, expected: tuple[str, str, str | None, str | None]) -> None:
    (found,) = imported(tmp_path, text).actors
    assert (found.name, found.kind, found.sector, found.country) == expected


@pytest.mark.parametrize(
    ("codes", "times"),
    [
        ("[AUTGOV]", [(None, None)]),
        ("[AUTGOV 20010101-20081231]", [(2001, 2008)]),
        ("[AUTGOV >20120101]", [(2012, None)]),
        ("[AUTGOV <19991231]", [(None, 1999)]),
        ("[AUTGOV > 891231]", [(1989, None)]),
        ("[AUTGOV 791227-070810]", [(1979, 2007)]),
        ("[AUTELI] [AUTGOV 18800101-18881231]", [(None, None), (1880, 1888)]),
        ("[AUTELI <1880][AUTGOV >1880][AUTMIL >1880]", [(None, 1880), (1880, None)]),
        ("\n\t[AUTELI 18700101-18800101]\n  [AUTGOV >18800101]", [(1870, 1880), (1880, None)]),
    ],
)
def test_an_actor_for_each_time(tmp_path: Path, codes: str, times: list[tuple[int | None, int | None]]) -> None:
    found = imported(tmp_path, f"OTTO_KLENK_ {codes}").actors
    assert [(each.since, each.until) for each in found] == times
    assert [each.id for each in found] == ["otto-klenk", "otto-klenk-2"][: len(times)]


def test_synonyms_comments_and_codes(tmp_path: Path) -> None:
    text = "<!-- two\nlines [AUT] -->\n# one\nHANSA_ [DEUBUS/DEUREB] ; a league\n+HANSEATIC_LEAGUE_  # so\n+HANSA\n+LÜBECK_LEAGUE [DEUPTY]\n"
    hansa, own = sorted(imported(tmp_path, text).actors, key=lambda each: len(each.name))
    assert (hansa.names, hansa.codes, hansa.sector) == (("Hanseatic League",), ("DEUBUS", "DEUREB"), "BUS")
    assert (own.name, own.codes) == ("Lübeck League", ("DEUPTY",))


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("CLERK [~GOV]", [("clerk", "GOV"), ("clerks", "GOV")]),
        ("LADY_IN_WAITING {LADIES_IN_WAITING} [~ELI]", [("lady in waiting", "ELI"), ("ladies in waiting", "ELI")]),
        ("CAVALRY {} [~MIL]", [("cavalry", "MIL")]),
        ("DEPUTY [~LEG]", [("deputy", "LEG"), ("deputies", "LEG")]),
        ("ABBESS [~REL]", [("abbess", "REL"), ("abbesses", "REL")]),
        ("ALMS_HOUSE [NGM~]", [("alms house", "NGO"), ("alms houses", "NGO")]),
        ("BAILIFF [~XYZ]", [("bailiff", None), ("bailiffs", None)]),
    ],
)
def test_agents_are_apart(tmp_path: Path, text: str, agents: list[tuple[str, str | None]]) -> None:
    found = imported(tmp_path, text)
    assert found == Imported(agents=tuple(agents))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("\n!PERSON! = MAN, WOMAN", "line 2: macro skipped"),
        ("ALDER!PERSON! [~LEG]", "line 1: macro skipped"),
        ("HANSA_", "line 1: Hansa has no code, skipped"),
        ("HANSA_ [---]", "line 1: [---] is no code with or without dates, skipped"),
        ("HANSA_ [DEU 18990101-18800101]", "ends before it begins"),
        ("HANSA_ [DEU >18991399]", "has a date that is none"),
        ("[DEU]", "codes without a name above them"),
        ("+HANSA_", "synonym without a name above it"),
        ("THE_ [DEU]", "`THE_` is no name"),
        ("{} [~GOV]", "agent without words or code"),
        ("HANSA_ [DEU] and [AUT", "`and [AUT` stands outside the brackets"),
    ],
)
def test_bad_lines_become_notes(tmp_path: Path, text: str, note: str) -> None:
    assert any(note in each for each in imported(tmp_path, text).notes)


def test_several_dictionaries(tmp_path: Path) -> None:
    one = written(tmp_path, "HANSA_ [DEUBUS]\n+HANSE_\n?_ [AUT]", "one.txt")
    two = tmp_path / "two.txt"
    two.write_bytes("HANSA_ [DEUBUS]\r\n+LÜBECK_LEAGUE_\r\nHANSA_2_ [AUT]\r\n!X!".encode("latin-1"))
    found = import_petrarch([one, two])
    assert found.actors[0].id == "hansa"
    assert found.actors[0].names == ("Hanse", "Lübeck League")
    assert "two.txt, line 4: macro skipped" in found.notes
    assert "two.txt, line 2: not UTF-8, read as Latin-1" in found.notes


def test_ids_of_different_names_never_meet(tmp_path: Path) -> None:
    found = imported(tmp_path, "HANSA_ [DEUBUS][AUTBUS <1500]\nHANSA_2_ [AUT]\nHAN'SA [AUT]").actors
    assert len({each.id for each in found}) == 4


@settings(deadline=None)
@given(st.text(alphabet="AB_ [](){}<>!+#;~\t\n\r0123456789-'é\x00\x85\ud7ff", max_size=60) | st.text(max_size=60).filter(str.isprintable))
def test_any_text_is_read_and_written_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    found = imported(folder, text).actors
    if found:
        write_actors(found, folder / "out.yaml")
        assert load_actors(folder / "out.yaml") == found


def test_round_trip_of_all_fields(tmp_path: Path) -> None:
    told = load_actors(written(tmp_path, GUILD + '- {name: "No: #1, \\"x\\" 🙂", names: ["on", "1900", "null"], kind: person}\n'))
    for some in (told, known_actors()):
        stream = io.StringIO()
        write_actors(some, stream)
        write_actors(some, tmp_path / "out.yaml")
        assert (tmp_path / "out.yaml").read_text(encoding="utf-8") == stream.getvalue()
        assert load_actors(tmp_path / "out.yaml") == some
        assert len(stream.getvalue().splitlines()) == len(some)
    with pytest.raises(DataError, match="cannot be written"):
        write_actors(told, tmp_path / "absent" / "out.yaml")
