"""Write docs/api.md from the public names of the package: functions, the methods of a case, and the nouns that they give.

Usage: python -m tools.build_api. A test fails when what it would write differs from what stands there.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Unpack, get_args, get_origin, get_type_hints

import msgspec

import dragoman
from dragoman import case, frames
from dragoman.model.errors import DragomanError

PAGE = Path(__file__).parent.parent / "docs" / "api.md"
ELSEWHERE = ("dragoman.model.reading", "dragoman.model.text", "dragoman.model.actor")  # the nouns of one report stand in data-model.md
WIDTH = 100  # characters of a signature on one line
HEAD = """# Python

Made from the package by `python -m tools.build_api`; a test compares the two. [case.ipynb](case.ipynb) shows it at work.

The five verbs: `read_sources` and `read_report` read, `add` adds to a case, an open case (`open_case`) is looked up, its methods `ties`, `sides`,
`tension`, `coalitions`, `episodes`, `turns` and `what_if` say what it implies, `export` writes it for other programs. Everything that they give is
a frozen noun (`msgspec.Struct`); what a look-up gives is a tuple of nouns that is also a table: `.df()` of pandas, `.pl()` of polars, `.arrow()` of
pyarrow, whichever you have installed, `.columns()` of none.

```python
import dragoman

dragoman.add("dam.case", "tests/cases/dam/reports.jsonl")
with dragoman.open_case("dam.case") as case:
    for event in case.events(type="assault", min_sources=2):
        print(event.id, event.who, event.whom, len(event.origins))
    table = case.events(limit=10_000).df()
```

Nothing but `add`, and `correct` of a case that is open with `write`, changes a case. What cannot be done is a `SettingError`, a `SourceError` or a
`DataError`, whose message says what to do.
"""


def page() -> str:
    """docs/api.md as the package tells it."""
    parts = [HEAD, "## Functions\n"]
    names = [name for name in dragoman.__all__ if inspect.isfunction(getattr(dragoman, name))]
    parts += [_callable(name, getattr(dragoman, name)) for name in names]
    parts += ["## Case\n", f"{_text(case.Case.__doc__)}\n"]
    parts += [_callable(f"case.{name}", each) for name, each in _methods(case.Case)]
    parts += ["### Filters\n", f"{_text(case.Filters.__doc__)}\n", _fields(case.Filters)]
    parts += ["## Results\n", f"{_text(frames.Results.__doc__)}\n"]
    parts += [_callable(f"results.{name}", each) for name, each in _methods(frames.Results)]
    errors = [getattr(dragoman, name) for name in dragoman.__all__ if _is(getattr(dragoman, name), DragomanError)]
    parts += ["## Errors\n", "".join(f"- `{each.__name__}`: {_text(each.__doc__)}\n" for each in errors)]
    parts += ["## Nouns\n", "Those of one report, from `Reading` down, stand in [data-model.md](data-model.md).\n"]
    parts += [f"### {noun.__name__}\n\n`{noun.__module__}`. {_text(noun.__doc__)}\n\n{_fields(noun)}" for noun in nouns()]
    return "\n".join(parts)


def nouns() -> list[type[msgspec.Struct]]:
    """The nouns that methods of a case give, and those within them, by name."""
    found: dict[str, type[msgspec.Struct]] = {}
    waiting: list[Any] = [get_type_hints(each, _names()).get("return") for _, each in _methods(case.Case)]
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        if not _is(hint, msgspec.Struct) or hint.__module__ in ELSEWHERE or (key := f"{hint.__name__} {hint.__module__}") in found:
            continue
        found[key] = hint
        waiting += get_type_hints(hint).values()
    return [found[name] for name in sorted(found)]


def _names() -> dict[str, Any]:
    """What the methods' hints name, what only type checkers import as well."""
    from dragoman import pipeline
    from dragoman.model import assessment, exported, implied

    return {**vars(assessment), **vars(exported), **vars(implied), **vars(pipeline), **vars(case)}


def _methods(of: type) -> Iterator[tuple[str, Any]]:
    return ((name, each) for name, each in vars(of).items() if inspect.isfunction(each) and not name.startswith("_"))


def _is(value: Any, kind: type) -> bool:
    return inspect.isclass(value) and get_origin(value) is None and issubclass(value, kind)


def _callable(name: str, each: Any) -> str:
    return f"### {name}\n\n```python\n{_signature(name, each)}\n```\n\n{_text(each.__doc__)}\n"


def _signature(name: str, each: Any) -> str:
    signature = inspect.signature(each)
    shown = [_parameter(parameter) for parameter in signature.parameters.values() if parameter.name != "self"]
    stars = [number for number, parameter in enumerate(signature.parameters.values()) if parameter.kind is parameter.KEYWORD_ONLY]
    if stars and not any(parameter.kind is parameter.VAR_POSITIONAL for parameter in signature.parameters.values()):
        shown.insert(stars[0] - ("self" in signature.parameters), "*")
    gives = f" -> {_hint(signature.return_annotation)}"
    line = f"{name}({', '.join(shown)}){gives}"
    return line if len(line) <= WIDTH else f"{name}(\n" + "".join(f"    {part},\n" for part in shown) + f"){gives}"


def _parameter(parameter: inspect.Parameter) -> str:
    star = "*" if parameter.kind is parameter.VAR_POSITIONAL else "**" if parameter.kind is parameter.VAR_KEYWORD else ""
    said = f"{star}{parameter.name}: {_hint(parameter.annotation)}"
    if parameter.default is parameter.empty:
        return said
    return f"{said} = {'…' if callable(parameter.default) else repr(parameter.default)}"


def _hint(hint: Any) -> str:
    if get_origin(hint) is Unpack:
        return str(get_args(hint)[0].__name__)
    said = hint if isinstance(hint, str) else hint.__name__ if inspect.isclass(hint) and not get_args(hint) else inspect.formatannotation(hint)
    return re.sub(r"(?:\w+\.)+(\w+)", r"\1", said.replace("NoneType", "None")).strip("'")


def _fields(of: Any) -> str:
    """The fields of a noun, one a line."""
    hints = getattr(of, "__annotations__", {}) if not hasattr(of, "__struct_fields__") else {}
    rows = [(name, hints.get(name)) for name in hints] or [(field.name, field.type) for field in msgspec.structs.fields(of)]
    return "".join(f"- `{name}`: `{_hint(hint)}`\n" for name, hint in rows)


def _text(doc: str | None) -> str:
    return inspect.cleandoc(doc or "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
