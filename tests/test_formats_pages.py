"""The pages on exports: what they say is what the program says, and their examples run."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import commands
from dragoman.show.exports import FORMATS
from eval.cases import DAM, readings_of
from tests.keep.test_record import made
from tools import build_docs
from tools.export_pictures import MOST

ROOT = Path(__file__).parent.parent
RSCRIPT = shutil.which("Rscript")
PAGES = sorted(page for page in (ROOT / "docs" / "formats").glob("*.md") if page.name != "columns.md")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every format was exported under the name that it has by itself."""
    folder = tmp_path_factory.mktemp("pages")
    case = made(folder / "dam.case", readings_of(DAM))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for form in FORMATS:
            result = CliRunner().invoke(commands, ["export", case.name, "--format", form])
            assert result.exit_code == 0, (form, result.output, result.exception)
    return folder


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_has_examples_and_they_run(page: Path, exported: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = page.read_text("utf-8")
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert examples
    assert "```r\n" in text
    if page.stem == "ftm":
        pytest.importorskip("followthemoney", reason="pip install --no-deps -r tests/followthemoney.txt")
    monkeypatch.chdir(exported)
    for example in examples:
        exec(compile(example, page.name, "exec"), {})
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_examples_in_r_run(page: Path, exported: Path, tmp_path: Path) -> None:
    if RSCRIPT is None:
        pytest.skip("no R found: apt-get install r-base-core r-cran-jsonlite r-cran-igraph r-cran-sf r-cran-dplyr, and from CRAN arrow")
    (example,) = re.findall(r"```r\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    written = tmp_path / "example.R"
    written.write_text(example, encoding="utf-8")
    run = f'options(warn = 2); source("{written.as_posix()}", print.eval = TRUE, encoding = "UTF-8")'
    done = subprocess.run([RSCRIPT, "--vanilla", "-e", run], cwd=exported, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    if missing := re.search(r"there is no package called .(\w+)", done.stderr):
        pytest.skip(f"R has no package {missing[1]}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_pages_say_what_is_lost() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        assert text == build_docs.format_page(text), f"{page.name}: run: python -m tools.build_docs"
    assert (ROOT / "docs" / "formats" / "columns.md").read_text("utf-8") == build_docs.columns(), "run: python -m tools.build_docs"


def test_every_format_has_its_page() -> None:
    index = (ROOT / "docs" / "formats.md").read_text("utf-8")
    for form in FORMATS:
        assert f"`{form}`" in index
        assert any(f"--format {form}" in page.read_text("utf-8") for page in PAGES)
    for page in PAGES:
        assert f"(formats/{page.name})" in index


def test_every_page_shows_an_export() -> None:
    for page in PAGES:
        shown = re.findall(r"!\[[^\]]+\]\((\.\./pictures/export-[a-z]+\.png)\)", page.read_text("utf-8"))
        assert shown, page.name
        assert all((page.parent / picture).stat().st_size < MOST for picture in shown)
