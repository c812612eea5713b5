"""Makes `lexicon/data/state_codes.yaml`: the numbers and letters under which data sets know a state.

`pip install countrycode` first (it is no dependency of ours; only its facts are taken), then `python -m tools.build_state_codes`.
"""

import pickle
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OUT = Path("src/dragoman/lexicon/data/state_codes.yaml")
HEAD = """# The codes of states in the field's data sets, by ISO 3166-1 alpha-3: alpha-2, numeric, Correlates of War, Gleditsch and Ward, FIPS 10-4.
# Made by tools/build_state_codes.py. Left out: states that no longer exist, and what a list does not know.
"""
UNLISTED = {"Kosovo": "XKX"}  # not in ISO 3166-1; the code that most data sets use
FIELDS = {"iso2": "iso2c", "iso_numeric": "iso3n", "cow": "cown", "gw": "gwn", "fips": "fips"}


def main() -> None:
    found = find_spec("countrycode")
    assert found is not None, "pip install countrycode"
    assert found.origin is not None
    table: dict[str, list[Any]] = pickle.loads((Path(found.origin).parent / "data" / "codelist.pickle").read_bytes())  # a package that we installed
    lines = []
    codes = [UNLISTED.get(str(name), code) for name, code in zip(table["country.name.en"], table["iso3c"], strict=True)]
    for at, code in sorted(enumerate(codes), key=lambda row: str(row[1])):
        if not isinstance(code, str):
            continue
        values = {name: _plain(table[column][at]) for name, column in FIELDS.items()}
        values["iso_numeric"] = values["iso_numeric"].zfill(3) if values["iso_numeric"] else ""
        known = ", ".join(f"{name}: '{value}'" for name, value in values.items() if value)
        lines.append(f"- {{code: {code}, {known}}}")
    OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _plain(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124  # not a number: unknown
        return ""
    return str(int(value)) if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
