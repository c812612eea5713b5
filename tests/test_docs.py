"""The manual cannot drift: help texts, figures, rooms and public names are compared with what is there."""

import re
from pathlib import Path

import dragoman
from dragoman.settings import Settings
from eval.cases import DEMO_DAY
from tools import build_docs

ROOT = Path(__file__).parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_command_reference_is_the_help_text() -> None:
    assert read("docs/commands.md") == build_docs.manual(), "run: python -m tools.build_docs"


def test_readme_figures_are_the_pinned_ones() -> None:
    assert read("README.md") == build_docs.readme(), "run: python -m tools.build_docs"


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "HOUSE.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_reading_step_stands_in_the_plan() -> None:
    plan = read("HOUSE.md")
    steps = [path.stem for path in (ROOT / "src/dragoman/read").iterdir() if path.stem not in ("__init__", "__pycache__", "engines")]
    assert [step for step in steps if f"── {step} " not in plan and f"; {step}: " not in plan] == []


def test_every_setting_is_an_option_or_said_not_to_be() -> None:
    options = read("docs/commands.md")
    missing = [name for name in Settings.__struct_fields__ if f"--{name.replace('_', '-')}" not in options and name != "batch"]
    assert missing == []


def test_public_names_exist() -> None:
    assert all(getattr(dragoman, name) is not None for name in dragoman.__all__)


def test_files_stay_short() -> None:
    long = [path.name for path in (ROOT / "src").rglob("*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 400]
    assert long == []


def test_the_demo_ends_by_naming_the_command_that_shows_its_case() -> None:
    recipe = re.search(r"^demo:.*\n((?:\t.*\n)+)", read("Makefile"), re.MULTILINE)
    assert recipe
    assert f"dragoman add $(CASE) examples --published {DEMO_DAY}\n" in recipe[1]
    last = recipe[1].splitlines()[-1]
    assert last.startswith("\t@echo ")
    assert last.endswith('dragoman serve $(CASE)"')
