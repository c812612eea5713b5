"""The files of others that the pages carry."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import vendor


def test_every_file_is_the_one_of_the_table() -> None:
    assert vendor.problems(vendor.VENDOR) == []


def test_together_they_are_small() -> None:
    assert sum(path.stat().st_size for path in vendor.VENDOR.rglob("*") if path.is_file()) < 2_000_000


def test_notice_names_every_package_that_is_no_part_of_another() -> None:
    notice = (vendor.TABLE.parent.parent / "NOTICE").read_text(encoding="utf-8")
    assert [row["name"] for row in vendor.packages() if "within" not in row and f"{row['name']} {row['version']}" not in notice] == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "d3.min.js").write_bytes(b"1"), "d3.min.js is not the file of the table"),
        (lambda folder: (folder / "licences" / "sigma.txt").unlink(), "licences/sigma.txt is missing"),
        (lambda folder: (folder / "more.js").write_bytes(b""), "more.js is in no row of the table"),
        (lambda folder: (folder / "LICENSES.md").write_bytes(b""), "LICENSES.md is not the file of the table"),
    ],
)
def test_what_is_not_of_the_table_is_found(tmp_path: Path, spoil: Callable[[Path], object], said: str) -> None:
    folder = tmp_path / "vendor"
    shutil.copytree(vendor.VENDOR, folder)
    spoil(folder)
    assert vendor.problems(folder) == [said]
