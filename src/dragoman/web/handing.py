"""What is handed in at the desk: a form, with files or without, that is checked and answered by where to look next. It changes no case by itself."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from .answers import failed, trouble
from .page import asked_of
from .serving import MIB, Serving
from .write import FORGED, TOKEN, Done, broken_off, is_ours, shown

Asked = TypeVar("Asked", bound=msgspec.Struct)
MOST_FILES = 200
MOST_FIELDS = 20
MOST_TEXT = 8 * MIB  # bytes of a field: the longest report that is taken in, in any encoding


class Handed(msgspec.Struct, Generic[Asked], frozen=True, kw_only=True):
    """One way to hand something in; `take` gets what the form says, its files, and the parts of the address."""

    path: str
    name: str
    asked: type[Asked]
    take: Callable[[Asked, Sequence[UploadFile], Mapping[str, str]], Awaitable[Done]]
    files: bool = False
    says: str


def handing(way: Handed[Any], serving: Serving) -> Callable[[Request], Awaitable[Response]]:
    """What answers the form."""

    async def answered(request: Request) -> Response:
        try:
            async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_TEXT) as form:
                given = {name: value for name, value in form.items() if isinstance(value, str)}
                files = [value for _, value in form.multi_items() if isinstance(value, UploadFile) and value.filename]
                if not is_ours(given.pop(TOKEN, ""), serving):
                    return trouble(request, FORGED)
                return shown(request, await way.take(asked_of(way.asked, given), files, request.path_params))
        except ClientDisconnect:
            return broken_off(request, serving)
        except Exception as error:  # noqa: BLE001  # as everywhere at the border: a page, and a line in the log
            return failed(request, error)

    return answered
