"""The offices of one actor over time, from what each report says on its day."""

from collections import defaultdict
from collections.abc import Iterable

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Standing
from dragoman.model.entity import Held, Office, Persona, Post

Told = list[tuple[int, Post, int]]  # day (0: unknown), post, times


def offices_of(personas: Iterable[Persona]) -> tuple[Office, ...]:
    """The offices, the first told first. "Minister" is the one longer title that ends in it; an office without a body that of its title with one."""
    held = sorted((each for persona in personas for each in persona.posts), key=lambda each: each.post)
    groups: dict[tuple[str, str], Told] = defaultdict(list)
    keys = _keys(held)
    for each in held:
        groups[keys[_key(each.post)]] += [(day, each.post, times) for day, times in each.days.items()]
    offices = (_office(told) for _, told in sorted(groups.items()))
    return tuple(sorted(offices, key=lambda each: (each.first is None, each.first or each.left or 0, each.title, each.organization or "")))


def _key(post: Post) -> tuple[str, str]:
    known = lexicon.known(post.organization) if post.organization else None
    return post.title, known.code if known is not None and known.code else " ".join(lexicon.plain(post.organization))


def _keys(held: Iterable[Held]) -> dict[tuple[str, str], tuple[str, str]]:
    """Title and body → those of the office under which they are counted."""
    own = sorted({_key(each.post) for each in held})
    found = {}
    for title, body in own:
        fuller = [each for each in own if each[0] == title and each[1]] if not body else []
        if len(fuller) != 1:
            words = title.split()
            longer = [each for each in own if each[0] != title and each[0].split()[-len(words) :] == words and each[1] in ("", body)]
            fuller = longer if not body or longer else []
        found[title, body] = fuller[0] if len({each[0] for each in fuller}) == 1 else (title, body)
    for key in own:  # a shorter title of a title without its body
        found[key] = found.get(found[key], found[key])
    return found


def _office(told: Told) -> Office:
    now = sorted(day for day, post, _ in told if post.status != "former" and day)
    past = sorted(day for day, post, _ in told if post.status == "former" and day)
    last = now[-1] if now else None
    left = next((day for day in past if last is None or day > last), None)
    newest = max(told, key=lambda row: (row[0], row[1].status != "former", row[2], row[1]))
    status: Standing = newest[1].status
    titles: dict[str, int] = defaultdict(int)
    bodies: dict[str, int] = defaultdict(int)
    for _, post, times in told:
        titles[post.title] += times
        bodies[post.organization] += times if post.organization else 0
    return Office(
        title=max(titles, key=lambda each: (len(each.split()), titles[each], each)),
        organization=max(bodies, key=lambda each: (bodies[each], each)) or None,
        status=status,
        first=now[0] if now else None,
        last=last,
        left=left,
        since=min((post.since for _, post, _ in told if post.since), default=None),
        until=max((post.until for _, post, _ in told if post.until), default=None),
    )
