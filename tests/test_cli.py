"""The command as a user meets it: output forms, messages, exit codes, speed of --help."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOOD = "Envoy leaves port\n\nPORT VELANE, March 3 (Meridian) - The envoy met General Orla Brandt on Tuesday, two officials said.\n\nThe ministry did not respond to a request for comment.\n"


def run(*arguments: str, given: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        [sys.executable, "-m", "dragoman.cli", *arguments],
        input=given,
        capture_output=True,
        cwd=cwd,
        check=False,
        env={**os.environ, "COLUMNS": "100"},
    )
    return subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text(
        json.dumps({"id": "a", "text": GOOD, "published": "2019-03-05"}) + "\nnot json\n" + json.dumps({"id": "b", "text": GOOD}) + "\n",
        encoding="utf-8",
    )
    return tmp_path


def test_help_is_fast() -> None:
    times = []
    for _ in range(3):
        started = time.perf_counter()
        assert run("--help").returncode == 0
        times.append(time.perf_counter() - started)
    bare = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    bare = time.perf_counter() - bare
    assert min(times) - bare < 0.3


def test_jsonl_gives_one_object_a_report_and_names_what_failed(folder: Path) -> None:
    ran = run("read", str(folder), "--format", "jsonl")
    readings = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [reading["report"]["external_id"] for reading in readings] == ["good.txt", "a", "b"]
    assert ran.returncode == 0
    assert "empty.txt" in ran.stderr
    assert "lines.jsonl" in ran.stderr


def test_json_is_one_array(folder: Path) -> None:
    assert len(json.loads(run("read", str(folder / "good.txt"), "--format", "json").stdout)) == 1


def test_nothing_read_exits_1_with_a_message(folder: Path) -> None:
    ran = run("read", str(folder / "empty.txt"), str(folder / "absent.txt"))
    assert ran.returncode == 1
    assert "empty.txt" in ran.stderr
    assert "absent.txt" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_standard_input_and_plain_output_when_piped() -> None:
    ran = run("read", "-", given=GOOD.encode())
    assert ran.returncode == 0
    assert "Envoy leaves port" in ran.stdout
    assert "\x1b[" not in ran.stdout


def test_colour_when_asked_for() -> None:
    assert "\x1b[" in run("read", "-", "--color", given=GOOD.encode()).stdout


def test_html_page(folder: Path) -> None:
    page = folder / "out" / "brief.html"
    ran = run("read", str(folder / "good.txt"), "--format", "overview", "--html", str(page))
    assert ran.returncode == 0
    assert str(page) in ran.stderr
    assert "Envoy leaves port" in page.read_text(encoding="utf-8")


def test_bad_date_is_named() -> None:
    ran = run("read", "-", "--published", "yesterday", given=GOOD.encode())
    assert ran.returncode == 1
    assert "YYYY-MM-DD" in ran.stderr


RIVER = """
types: [{id: CANAL_CLOSED, quad: material_conflict, definition: Somebody shuts a canal.}]
predicates:
  - id: canal.shut
    type: CANAL_CLOSED
    verbs: [barricade]
    object: [canal]
    examples: ["Farmers barricaded the canal."]
    lookalikes: ["Farmers barricaded the road."]
"""


def test_ontology_check_prints_a_plain_table(folder: Path) -> None:
    (folder / "my.yaml").write_text(RIVER, encoding="utf-8")
    ran = run("ontology", "check", "my.yaml", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    assert [line.split()[:2] for line in ran.stdout.splitlines()[2:4]] == [["found", "canal.shut"], ["quiet", "canal.shut"]]
    assert "\x1b[" not in ran.stdout
    assert "\x1b[" in run("ontology", "check", "my.yaml", "--color", cwd=folder).stdout


def test_ontology_check_fails_when_a_sentence_does(folder: Path) -> None:
    (folder / "my.yaml").write_text(RIVER.replace("the road", "the canal"), encoding="utf-8")
    ran = run("ontology", "check", "my.yaml", cwd=folder)
    assert ran.returncode == 1
    assert "fires" in ran.stdout
    assert ran.stderr.startswith("dragoman: ontology my.yaml: 1 of 2 sentences fail")


def test_a_wrong_ontology_is_named_and_nothing_is_read(folder: Path) -> None:
    (folder / "my.yaml").write_text(RIVER.replace("verbs", "verb"), encoding="utf-8")
    for command in (("ontology", "check", "my.yaml"), ("read", "good.txt", "--ontology", "my.yaml"), ("read", "good.txt", "--ontology", "no.yaml")):
        ran = run(*command, cwd=folder)
        assert ran.returncode == 1
        assert ran.stdout == ""
        assert ran.stderr.startswith("dragoman: ontology ")
        assert "Traceback" not in ran.stderr


def test_reading_with_an_ontology(folder: Path) -> None:
    (folder / "my.yaml").write_text(RIVER, encoding="utf-8")
    (folder / "canal.txt").write_text(GOOD + "Farmers barricaded the canal.\n", encoding="utf-8")
    ran = run("read", "canal.txt", "--ontology", "my.yaml", "--format", "jsonl", cwd=folder)
    assert "CANAL_CLOSED" in [event["type"] for event in json.loads(ran.stdout)["events"]]
    assert "canal closed (CANAL_CLOSED)" in " ".join(run("read", "canal.txt", "--ontology", "my.yaml", cwd=folder).stdout.split())


def test_same_bytes_twice(folder: Path) -> None:
    first, second = (run("read", str(folder), "--format", "jsonl").stdout for _ in range(2))
    assert first == second


def test_schema_is_printed() -> None:
    assert json.loads(run("schema").stdout)["title"] == "dragoman.reading/1"


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/usr/bin/unshare").exists(), reason="needs unshare to switch the network off")
def test_reads_with_the_network_off(folder: Path) -> None:
    command = ["unshare", "-rn", sys.executable, "-m", "dragoman.cli", "read", str(folder / "good.txt"), "--format", "jsonl"]
    probe = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("this machine does not allow a namespace without network")
    ran = subprocess.run(command, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert json.loads(ran.stdout)["report"]["headline"] == "Envoy leaves port"


def test_explain_says_on_what_each_event_stands(folder: Path) -> None:
    ran = run("explain", str(folder / "good.txt"))
    assert ran.returncode == 0
    assert "consult." in ran.stdout
    assert "‘The envoy met General Orla Brandt on Tuesday, two officials said.’" in ran.stdout
    event = ran.stdout.split()[0]
    assert run("explain", str(folder / "good.txt"), "--event", event).stdout.split()[0] == event


def test_explain_names_an_id_that_no_event_has(folder: Path) -> None:
    ran = run("explain", str(folder / "good.txt"), "--event", "e-0")
    assert ran.returncode == 1
    assert "e-0" in ran.stderr
    assert "good.txt" in ran.stderr


def test_reading_with_known_actors_of_ones_own(folder: Path) -> None:
    (folder / "my.csv").write_text("name,names,kind,sector\nMeridian Guard,General Orla Brandt;Orla Brandt,person,REB\n", encoding="utf-8")
    ran = run("read", "good.txt", "--actors", "my.csv", "--format", "json", cwd=folder)
    brandt = next(actor for actor in json.loads(ran.stdout)[0]["actors"] if actor["name"] == "Orla Brandt")
    assert brandt["known"]["id"] == "meridian-guard"
    assert not brandt["known"]["sure"]  # two words alone are not enough
    assert brandt["sector"] == "MIL"  # what the text says stands


def test_a_wrong_list_of_actors_is_named_and_nothing_is_read(folder: Path) -> None:
    (folder / "my.yaml").write_text("- {name: Meridian Guard, kind: wizard}\n", encoding="utf-8")
    for file in ("my.yaml", "no.yaml"):
        ran = run("read", "good.txt", "--actors", file, cwd=folder)
        assert ran.returncode == 1
        assert ran.stdout == ""
        assert file in ran.stderr


def test_petrarch_dictionaries_become_a_list(folder: Path) -> None:
    (folder / "old.txt").write_text("KARSIAN_ARMY_ [BOLMIL]\n+ARMY_OF_KARSIA_\nEMIL_DUFOUR_ [BOLGOV 19210101-19251231]\n[[\n", encoding="utf-8")
    ran = run("actors", "import", "old.txt", "--into", "my.yaml", cwd=folder)
    assert ran.returncode == 0
    assert "2 actors" in ran.stderr
    assert run("read", "good.txt", "--actors", "my.yaml", cwd=folder).returncode == 0
    assert run("actors", "import", "gone.txt", cwd=folder).returncode == 1
