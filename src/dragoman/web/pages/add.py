"""Adding reports from the site: paste a text, drop files, give an address, watch a feed; and what becomes of it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec
from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dragoman.keep import Case
from dragoman.model.errors import SettingError
from dragoman.model.record import Kept
from dragoman.web.answers import AskedError, Trouble, trouble
from dragoman.web.desk import Batch, Desk, new_folder
from dragoman.web.handing import Handed
from dragoman.web.job import ENDED, Feed, Job
from dragoman.web.page import Nothing, Page
from dragoman.web.uploads import laid_down, written_down
from dragoman.web.write import Done

EVENTS = "text/event-stream"
HEARTBEAT = 15.0  # seconds after which a silent stream says that it is still there
Line = Annotated[str, msgspec.Meta(max_length=500, pattern=r"^[^\x00-\x1f]*$")]
Address = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000, extra_json_schema={"pattern": r"^https?://[A-Za-z0-9.-]+(/[!-~]*)?$"})]


class Add(msgspec.Struct, frozen=True, kw_only=True):
    """Jobs, the newest first, and watched feeds. `most`: bytes of one upload; `private`: whether addresses of the server's network are fetched."""

    jobs: tuple[Job, ...]
    feeds: tuple[Feed, ...]
    most: int
    private: bool


class Adding(msgspec.Struct, frozen=True, kw_only=True):
    """One job with the reports that it brought; `before`: how many jobs come first."""

    job: Job
    reports: dict[str, Kept]
    before: int


class Pasted(msgspec.Struct, frozen=True, kw_only=True):
    """A text with what is known of it."""

    text: Annotated[str, msgspec.Meta(min_length=1)]
    headline: Line = ""
    outlet: Line = ""
    published: date | None = None
    url: Line = ""


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """Beside files: what is said of reports that do not say it."""

    outlet: Line = ""
    published: date | None = None


class Named(Dropped, frozen=True, kw_only=True):
    """An address of a page, a feed, a web archive."""

    address: Address


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """A feed, and every how many minutes it is asked."""

    address: Address
    minutes: Annotated[int, msgspec.Meta(ge=5, le=10_080)] = 30


class Unwatched(msgspec.Struct, frozen=True, kw_only=True):
    address: Address


def pages(desk: Desk) -> tuple[Page[Any, Any], ...]:
    """The pages of adding, at this desk."""

    def add(_: Case, __: Nothing, ___: Mapping[str, str]) -> Add:
        jobs = tuple(msgspec.structs.replace(job, steps=()) for job in reversed(tuple(desk.jobs.values())))
        return Add(jobs=jobs, feeds=desk.feeds.all(), most=desk.serving.upload, private=desk.serving.private)

    def adding(case: Case, _: Nothing, params: Mapping[str, str]) -> Adding:
        job = job_of(desk, params["job"])
        named = {each for step in job.steps for each in (step.report, step.replaces) if each}
        return Adding(job=job, reports=case.shelf.kept(sorted(named)), before=desk.before(job.id))

    return (
        Page(path="/add", name="Add", asked=Nothing, noun=Add, view=add, says="What is being added, and which feeds are watched"),
        Page(
            path="/add/{job}", name="Job", asked=Nothing, noun=Adding, view=adding, title=lambda noun: f"Adding {noun.job.given[0]}",
            says="What becomes of reports that were handed in",
        ),
    )  # fmt: skip


def ways(desk: Desk) -> tuple[Handed[Any], ...]:
    """What can be handed in at this desk."""

    async def paste(asked: Pasted, _: Sequence[UploadFile], __: Mapping[str, str]) -> Done:
        text, published = asked.text.replace("\r\n", "\n"), _iso(asked.published)  # as forms send the ends of lines
        report = {"text": text, "headline": asked.headline, "outlet": asked.outlet, "published": published, "url": asked.url}
        folder = new_folder()
        name = asked.headline or "a pasted text"
        path = await to_thread.run_sync(written_down, folder, {"id": name, **report})
        return _queued(desk.hand_in("text", [name], Batch(sources=(path,), names=((path, name),), folder=folder)))

    async def drop(asked: Dropped, files: Sequence[UploadFile], _: Mapping[str, str]) -> Done:
        if not files:
            raise AskedError("no file was chosen; choose one or several, or drop them on the page")
        folder = new_folder()
        names = await to_thread.run_sync(laid_down, folder, files)
        batch = Batch(sources=tuple(path for path, _ in names), names=names, folder=folder, outlet=asked.outlet, published=_iso(asked.published))
        return _queued(desk.hand_in("files", [name for _, name in names], batch))

    async def fetch(asked: Named, _: Sequence[UploadFile], __: Mapping[str, str]) -> Done:
        address = of_the_web(asked.address)
        return _queued(desk.hand_in("address", [address], Batch(sources=(address,), outlet=asked.outlet, published=_iso(asked.published))))

    async def watch(asked: Watched, _: Sequence[UploadFile], __: Mapping[str, str]) -> Done:
        desk.feeds.watch(of_the_web(asked.address), asked.minutes)
        return Done(said=f"asked every {asked.minutes} minutes while the site runs", location="/add#feeds")

    async def unwatch(asked: Unwatched, _: Sequence[UploadFile], __: Mapping[str, str]) -> Done:
        desk.feeds.stop(asked.address)
        return Done(said="watched no more", location="/add#feeds")

    async def stop(_: Nothing, __: Sequence[UploadFile], params: Mapping[str, str]) -> Done:
        job = job_of(desk, params["job"])
        await desk.stop(job.id)
        return Done(said="stopped", location=f"/add/{job.id}")

    return (
        Handed(path="/add/text", name="Add text", asked=Pasted, take=paste, says="A pasted text"),
        Handed(
            path="/add/files", name="Add files", asked=Dropped, take=drop, files=True, says="Files: texts, pages, JSON lines, feeds, web archives"
        ),
        Handed(path="/add/address", name="Add address", asked=Named, take=fetch, says="What is at an address"),
        Handed(path="/add/feeds", name="Watch feed", asked=Watched, take=watch, says="A feed that is asked again and again"),
        Handed(path="/add/feeds/stop", name="Stop feed", asked=Unwatched, take=unwatch, says="A feed is watched no more"),
        Handed(path="/add/{job}/stop", name="Stop job", asked=Nothing, take=stop, says="A job is stopped; what it has kept stays"),
    )


def progress(desk: Desk, request: Request) -> Response:
    """A stream of server-sent events: the job, without its steps, whenever it has come further, and "end" at its end."""
    try:
        number = job_of(desk, request.path_params["job"]).id
    except SettingError as error:
        return trouble(request, Trouble(404, "There is none", str(error)))

    if request.method == "HEAD":
        return Response(media_type=EVENTS)

    async def told() -> AsyncIterator[bytes]:
        before: Job | None = None
        while True:
            news, job = desk.news, desk.jobs.get(number)
            if job is not None and job is not before:
                yield b"data: " + msgspec.json.encode(msgspec.structs.replace(job, steps=())) + b"\n\n"
            if job is None or job.state in ENDED:
                yield b"event: end\ndata: {}\n\n"
                return
            before = job
            try:
                await asyncio.wait_for(news.wait(), HEARTBEAT)
            except TimeoutError:
                yield b": still here\n\n"

    return StreamingResponse(told(), media_type=EVENTS)


def job_of(desk: Desk, number: str) -> Job:
    """The job of that number; SettingError where there is none any more."""
    job = desk.jobs.get(int(number)) if number.isdecimal() and len(number) < 10 else None
    if job is None:
        raise SettingError(f"{number}: there is no such job, or none any more; /add lists them")
    return job


def of_the_web(address: str) -> str:
    """The address, if it is one that may be fetched at all; where it leads is checked by who fetches it."""
    bare = address.strip()
    try:
        parts = urlsplit(bare)
        right = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        right = False
    if not right or any(ord(sign) < 33 for sign in bare):
        raise AskedError(f"{bare[:200]}: is no address of the web; give one that begins with https:// or http://, without spaces")
    return bare


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _queued(job: Job) -> Done:
    return Done(said=f"job {job.id} waits for its turn", location=f"/add/{job.id}")
