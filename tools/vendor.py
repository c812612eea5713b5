"""Fetches the files of others that the pages carry, as `vendor.toml` names them, into `src/dragoman/web/static/vendor/`.

`python -m tools.vendor` asks the npm registry (npm's own default, or `NPM_CONFIG_REGISTRY`) through `npm pack` and writes each file whose
sha256 is the table's. `python -m tools.vendor --check` compares what stands there with the table, offline. For a new version: change the table,
run, read what differs, put the new sums in, run again.
"""

import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

TABLE = Path(__file__).with_name("vendor.toml")
VENDOR = Path(__file__).parent.parent / "src" / "dragoman" / "web" / "static" / "vendor"
LICENSES = "LICENSES.md"


def packages() -> list[dict[str, Any]]:
    """The rows of the table."""
    rows: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["package"]
    return rows


def problems(folder: Path) -> list[str]:
    """What in the folder is not as the table says, a sentence each."""
    sums = {file["target"]: file["sha256"] for package in packages() for file in package["files"]}
    sums[LICENSES] = _sum(licenses(packages()).encode())
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    found = [f"{name} is missing" for name in sums.keys() - there.keys()]
    found += [f"{name} is in no row of the table" for name in there.keys() - sums.keys()]
    found += [f"{name} is not the file of the table" for name in sums.keys() & there.keys() if _sum(there[name].read_bytes()) != sums[name]]
    return sorted(found)


def licenses(rows: list[dict[str, Any]]) -> str:
    """The page of credits, as Markdown."""
    lines = [
        "# Files of others",
        "",
        "Made by `python -m tools.vendor` from `tools/vendor.toml`. Each file is as its makers published it on npm.",
        "",
        "| package | version | file | licence | copyright |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        *files, text = [file["target"] for file in row["files"]]
        held = ", ".join(f"`{name}`" for name in files) or f"a part of `{row['within']}`"
        lines.append(f"| {row['name']} | {row['version']} | {held} | [{row['licence']}]({text}) | {row['copyright']} |")
    return "\n".join(lines) + "\n"


def fetch(folder: Path) -> None:
    """Writes the files and the page of credits; exits with a message where a file is not the table's."""
    for package in packages():
        for file, data in _published(package):
            if _sum(data) != file["sha256"]:
                sys.exit(f"{package['name']} {package['version']}: {file['source']} has the sha256 {_sum(data)}, the table says {file['sha256']}.")
            target = folder / file["target"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    (folder / LICENSES).write_text(licenses(packages()), encoding="utf-8")


def _published(package: dict[str, Any]) -> Iterator[tuple[dict[str, str], bytes]]:
    """The package's files of the table, with what the registry has; npm itself checks the archive against the registry's sum."""
    with TemporaryDirectory() as folder:
        wanted = f"{package['name']}@{package['version']}"
        subprocess.run(["npm", "pack", wanted, "--silent", "--pack-destination", folder], check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as packed:
            for file in package["files"]:
                member = packed.extractfile(f"package/{file['source']}")
                assert member is not None, f"{wanted} has no {file['source']}"
                yield file, member.read()


def _sum(data: bytes) -> str:
    return sha256(data).hexdigest()


def main() -> None:
    if sys.argv[1:] == ["--check"]:
        found = problems(VENDOR)
        print("\n".join(found) or "All as the table says.")
        sys.exit(bool(found))
    if sys.argv[1:]:
        sys.exit("Usage: python -m tools.vendor [--check]")
    fetch(VENDOR)
    print("\n".join(problems(VENDOR)) or "All as the table says.")


if __name__ == "__main__":
    main()
