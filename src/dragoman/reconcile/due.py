"""What lies ahead, over all reports that announce it, and what later reports tell became of it.

Compared are the sentences: the act that is announced ("to open"), the other telling words, the parties, the place, the days. An announcement told
again is no outcome; what is not yet so settles nothing before the window's end.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec

from dragoman.model.happening import Answer, Due, Origin, Outcome, Pair, Telling
from dragoman.model.identity import make_id
from dragoman.model.record import Echo

from .contests import speaking
from .duekeys import RAREST, acts_in, due_keys_of, enough_due, stems_in, until
from .duewords import acts_of, begun, clauses, is_coming, is_commit, kindreds, meanings, said
from .happenings import first_of, roots
from .scoring import SLACK, days_forbid, tied
from .shadows import followers, shadows
from .wording import printed, rarest, titled, triggers, weight

ANSWERED = 2.5  # points from which a telling is an outcome: the act, and its day, a party or two rare words (set on tests/cases/dam alone)
ONE = 3.0  # points from which two announcements are one
ACT, KIN, WORDS, PARTY, PLACE, DAY, TYPE, AFFAIR, SAID = 1.5, 1.0, 2.0, 1.0, 0.5, 1.0, 0.5, 0.5, 1.0
WORD = 0.75  # a rare word in common; commoner ones count for less
SHARED = 3  # names in common that make two reports of one affair: a state and its capital are in many
AMONG = 2.0  # points below the surest answer within which an earlier one closes the matter
LATE = 3  # days after the window within which a thing still counts as the one that was due
NARROW = 7  # days of a window that is a date
APART = 16  # days between two announcements without a window that may be of one thing
FIRST = re.compile(r"\bto [a-z]")
TWO = re.compile(r"\band (?=to [a-z])")


def parts_of(ahead: Telling) -> tuple[Telling, ...]:
    """The announcement, or one for each of the things that it promises at once ("to open the sluices and to free the captives").

    Each part quotes the sentence without the other; the one may be kept and the other not.
    """
    first = FIRST.search(ahead.quote)
    pieces = TWO.split(ahead.quote[first.start() :]) if first and ahead.aspect == "ahead" else []
    if len(pieces) < 2 or not first:
        return (ahead,)
    lead = ahead.quote[: first.start()]
    quotes = [f"{lead}{pieces[0].rstrip(' ,')} …", *(f"{lead}… {piece}" for piece in pieces[1:])]
    trigger = "" if is_commit(ahead.words) or " " in ahead.words else ahead.type
    return tuple(
        msgspec.structs.replace(ahead, id=f"{ahead.id}.{number}", quote=quote, type=trigger, words=piece.strip(" ,"))
        for number, (quote, piece) in enumerate(zip(quotes, pieces, strict=True), 1)
    )


class Judged(NamedTuple):
    """Points and reasons that two tellings are of one due thing."""

    points: float
    reasons: tuple[str, ...]


def answers(ahead: Telling, told: Telling) -> Answer | None:
    """What the later telling says became of the announced thing; None where it tells of another, or only announces it again."""
    if ahead.published is None or told.published is None or told.published <= ahead.published or told.quote == ahead.quote:
        return None
    if told.aspect == "ahead" or told.published > until(ahead):
        return None
    if not tied(ahead, told) and not (said(told.quote, "kept") and _same_days(ahead, told) and _akin(ahead, told)):
        return None
    judged = _judged(ahead, told)
    return judged if judged is not None and judged.points >= ANSWERED else None


def _akin(one: Telling, other: Telling) -> bool:
    """Whether any name around the one, states aside, is around the other: enough where words say, on the very day, that a thing due came about."""
    mine, theirs = ({*each.context, *each.actors, *each.recipients} for each in (one, other))
    return any(not name.startswith("state:") for name in mine & theirs)


def _judged(ahead: Telling, told: Telling) -> Answer | None:
    """The answer of the clause that says most, whatever its points."""
    acts, named = acts_in(ahead)
    trigger = bool(acts & triggers(told.words)) if told.type else True
    over = ahead.last is not None and told.published is not None and told.published >= ahead.last
    settling = said(ahead.quote, "settle") is not None
    found = []
    for clause in clauses(told.quote or told.words):
        broken, kept, lacking = said(clause, "broken"), said(clause, "kept"), said(clause, "lacking")
        shared = sorted(acts & meanings(clause, lower=True) - (meanings(broken) if broken else frozenset()))
        plain = any(not each.startswith("=") for each in shared)
        still = {each for word in acts_of(clause) for each in triggers(word)}  # "voted to ban": the vote is told, the ban is not
        done = [each for each in shared if each not in still]
        if (kept or broken) and settling and over and _kin(ahead) & meanings(clause):
            found.append((1, shared, kept or broken or "", False))  # a decision either way
        elif broken:
            found += [(0, shared, broken, True)] if plain else []
        elif kept and not is_coming(clause) and (shared or _kin(ahead) & meanings(clause)):
            found.append((1, shared, kept, False))
        elif over and shared and trigger and (told.negated or told.denied):
            found.append((2, shared, "told not to have happened", False))
        elif lacking:
            found += [(2, shared, lacking, False)] if over and plain else []
        elif done and trigger and not is_commit(told.words) and (not is_coming(clause) or (kept and plain)):
            found.append((3, done, kept or "", False))
    rank, shared, words, firm = min(found, key=lambda each: (each[0], each[1]), default=(4, [], "", False))
    happened = rank in (1, 3)
    if rank == 4 or (happened and not _in_time(ahead, told)):
        return None
    if not words and ahead.type != told.type and not _plain_or_words(shared, ahead, told):
        return None
    points, reasons = _common(ahead, told, shared, named)
    if words:
        points += SAID
        reasons.append(f"‘{words}’")
    elif not _is_more(ahead, told, shared):
        return None
    if not shared:
        points += KIN
    return Answer(
        ahead=ahead.key, told=told.key, report=told.report, day=told.published or 0, outcome="happened" if happened else "did_not_happen",
        points=points, reasons=tuple(reasons), firm=firm, quote=told.quote,
    )  # fmt: skip


def _is_more(ahead: Telling, told: Telling, shared: Sequence[str]) -> bool:
    """Whether more than the act, the affair and the day are in common: on any day of a war something "began"."""
    parties = {*ahead.actors, *ahead.recipients} & {*told.actors, *told.recipients}
    return bool(parties or (ahead.type and ahead.type == told.type) or (stems_in(ahead) & stems_in(told)) - set(shared))


def _plain_or_words(shared: Sequence[str], ahead: Telling, told: Telling) -> bool:
    """Whether more than a kindred word is shared: "accord" and "truce" may be two things."""
    return any(not each.startswith("=") for each in shared) or bool(stems_in(ahead) & stems_in(told))


def _kin(ahead: Telling) -> frozenset[str]:
    """What the things of the announcement are kindred to: a truce that is to take effect, and a ceasefire."""
    return kindreds(ahead.quote or ahead.words)


def _in_time(ahead: Telling, told: Telling) -> bool:
    """Whether the told thing can be the one that was due: neither before its window nor well after."""
    assert told.published is not None
    opens = ahead.first if ahead.first is not None else ahead.published
    if opens is not None and told.published < opens - SLACK:
        return False
    if not told.dated or told.first is None or told.last is None:
        return True
    since = begun(told.quote) or 0
    if opens is not None and told.last - since < opens - SLACK:
        return False
    return ahead.last is None or told.first - since <= ahead.last + LATE


def _common(one: Telling, other: Telling, acts: Sequence[str], named: bool) -> tuple[float, list[str]]:
    """Points and reasons for what an announcement has in common with another telling."""
    points, reasons = 0.0, []
    plain = [each for each in acts if not each.startswith("=")]
    texts = [each.quote or each.words for each in (one, other)]
    if acts:
        points += ACT if plain and named else KIN
        reasons.append(f"‘{printed(plain[0], *texts)}’" if plain else acts[0].removeprefix("=kin."))
    words = rarest((stems_in(one) & stems_in(other)) - set(plain[:1]), RAREST)
    if words:
        points += min(WORDS, WORD * sum(map(weight, words)))
        reasons.append("both of " + ", ".join(printed(each, *texts) for each in words[:3]))
    parties = sorted({*one.actors, *one.recipients} & {*other.actors, *other.recipients})
    if parties:
        points += PARTY
        reasons.append(f"with {titled(parties[0])}")
    if one.place is not None and one.place == other.place:
        points += PLACE
        reasons.append(f"at {titled(one.place)}")
    if one.type and one.type == other.type:
        points += TYPE
        reasons.append(f"both {one.type}")
    if len(set(one.context) & set(other.context)) >= SHARED:
        points += AFFAIR
        reasons.append("of one affair")
    if _same_days(one, other):
        points += DAY
        reasons.append("on its day")
    return points, reasons


def _same_days(one: Telling, other: Telling) -> bool:
    """Whether both are of the same days by their texts, or the other says since when the thing is so ("three days into the truce")."""
    since = begun(other.quote) if other.aspect != "ahead" else None
    if since is not None and other.last is not None and one.first is not None and one.last is not None and one.dated:
        return one.first - SLACK <= other.last - since <= one.last + SLACK
    if None in (one.first, one.last, other.first, other.last) or not (one.dated and other.dated):
        return False
    assert one.first is not None
    assert one.last is not None
    assert other.first is not None
    assert other.last is not None
    return one.first <= other.last + SLACK and other.first <= one.last + SLACK and other.last - other.first <= NARROW


def same_due(one: Telling, other: Telling) -> Judged | None:
    """How far two announcements are of one thing; None where their days forbid it or they share no act. The same in both directions."""
    if one.aspect != "ahead" or other.aspect != "ahead":
        return None
    if days_forbid(one, other) or (one.published or 0) > until(other) or (other.published or 0) > until(one):
        return None
    bounded = one.last is not None and other.last is not None
    if not bounded and (one.published is None or other.published is None or abs(one.published - other.published) > APART):
        return None
    one, other = sorted((one, other), key=lambda each: each.key)
    if not tied(one, other):
        return None
    mine, theirs = acts_in(one), acts_in(other)
    shared = sorted(mine[0] & theirs[0])
    if not shared:
        return None
    points, reasons = _common(one, other, shared, mine[1] and theirs[1])
    if one.last is not None and other.last is not None and "on its day" not in reasons:
        points += DAY
        reasons.append("by the same day")
    return Judged(points, tuple(reasons)) if points >= ONE else None


def due_pairs_of(ahead: Telling, others: Iterable[Telling]) -> Iterator[Pair]:
    """Judgements on an announcement with each of the others that is of the same thing."""
    for other in others:
        judged = same_due(ahead, other)
        if judged is not None:
            one, two = sorted((ahead.key, other.key))
            yield Pair(one=one, other=two, points=judged.points, reasons=judged.reasons, sure=True)


def due(
    tellings: Sequence[Telling], found: Iterable[Answer], root: Mapping[str, str], today: int | None, owner: Mapping[str, str] | None = None
) -> Due:
    """One due thing from its announcements and all answers to them. `today`: the last publication of the case; `owner`: telling's key → happening."""
    ordered = sorted(tellings, key=lambda each: (each.report, each.id))
    first = first_of(ordered)
    window = _window(ordered)
    own = {each.key: root.get(each.report, each.report) for each in ordered}
    # A copy of the announcement repeats it, whatever it seems to say; who recalls the promise may well say what became of it.
    later = [each for each in found if each.ahead in own and root.get(each.report, each.report) != own[each.ahead]]
    outcome, closing, reasons = _outcome(later, root, window[1], today)
    answered = _answered(closing, later)
    types = Counter(each.type for each in ordered if each.type)
    statuses = Counter(each.status for each in ordered)
    return Due(
        id=make_id("d", first.report, first.id),
        what=first.words if " " in first.words else first.quote or first.words,
        type=min(types, key=lambda each: (-types[each], each)) if types else None,
        by=next((each.who for each in (first, *ordered) if each.who), ""),
        status=min(statuses, key=lambda each: (-statuses[each], each)),
        first=window[0],
        last=window[1],
        outcome=outcome,
        closed_by=next((owner[key] for key in answered if key in owner), None) if owner else None,
        closing=closing.told if closing else None,
        closing_quote=closing.quote if closing else "",
        closed=closing.day if closing else None,
        answered=answered,
        origins=_origins(ordered, root),
        tellings=tuple(ordered),
        reports=tuple(dict.fromkeys(each.report for each in ordered)),
        reasons=reasons,
    )


def _answered(closing: Answer | None, found: Iterable[Answer]) -> tuple[str, ...]:
    """The closing telling and those of the same report that say the same, the surest first."""
    if closing is None:
        return ()
    beside = [each for each in found if each.report == closing.report and each.outcome == closing.outcome]
    return tuple(dict.fromkeys((closing.told, *(each.told for each in sorted(beside, key=_rank)))))


def _window(tellings: Sequence[Telling]) -> tuple[int | None, int | None]:
    """The narrowest window that most announcements give; without an end, from the first announcement on."""
    windows = Counter((each.first if each.first is not None else each.last, each.last) for each in tellings if each.last is not None)
    if not windows:
        return min((each.first for each in tellings if each.first is not None), default=None), None
    return min(windows, key=lambda each: ((each[1] or 0) - (each[0] or 0), -windows[each], each[0] or 0))


def _outcome(found: Sequence[Answer], root: Mapping[str, str], last: int | None, today: int | None) -> tuple[Outcome, Answer | None, tuple[str, ...]]:
    """The outcome for which the surest answers stand, with the answer that says so first; copies of one report answer once."""
    best: dict[tuple[str, str], Answer] = {}
    for each in sorted(found, key=lambda each: (*_rank(each)[:1], each.report in root, *_rank(each)[1:])):
        if each.outcome == "happened" or each.firm or (last is not None and each.day >= last):
            best.setdefault((root.get(each.report, each.report), each.outcome), each)
    sums = Counter[str]()
    for each in best.values():
        sums[each.outcome] += round(1000 * each.points)
    if not sums:
        over = last is not None and today is not None and last < today
        return ("unknown" if last is None else "overdue" if over else "pending"), None, ()
    latest = {outcome: max(each.day for each in best.values() if each.outcome == outcome) for outcome in sums}
    chosen = max(sums, key=lambda each: (sums[each], latest[each], each))
    sure = max(each.points for each in best.values() if each.outcome == chosen) - AMONG
    closing = min((each for each in best.values() if each.outcome == chosen and each.points >= sure), key=lambda each: (each.day, *_rank(each)))
    against = next((each for each in sorted(best.values(), key=_rank) if each.outcome != chosen), None)
    other = () if against is None else (f"but others tell that it {'happened' if against.outcome == 'happened' else 'did not happen'}",)
    reasons = (*closing.reasons, *other)
    return ("happened" if chosen == "happened" else "did_not_happen"), closing, reasons


def _rank(answer: Answer) -> tuple[float, int, str, str]:
    return (-answer.points, answer.day, answer.told, answer.ahead)


def _origins(tellings: Sequence[Telling], root: Mapping[str, str]) -> tuple[Origin, ...]:
    heard = speaking((each.report for each in tellings), root)
    origins: dict[str, Origin] = {}
    for each in tellings:
        for origin in each.origins if each.report in heard else ():
            key = origin.key.replace(each.report, heard[each.report])
            origins.setdefault(key, msgspec.structs.replace(origin, key=key))
    return tuple(origins[key] for key in sorted(origins))


def announced(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """The announcements parted into those of one thing each: the surest pairs first, never two whose days forbid it."""
    ahead = sorted((each for each in tellings if each.aspect == "ahead"), key=lambda each: each.key)
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, telling in enumerate(ahead):
        for key in due_keys_of(telling):
            blocks[key].append(number)
    shared: dict[tuple[int, int], set[str]] = defaultdict(set)
    for key, block in blocks.items():
        for pair in combinations(block, 2):
            shared[pair].add(key)
    near = sorted(pair for pair, keys in shared.items() if enough_due(keys))
    judged = [(verdict.points, a, b) for a, b in near if (verdict := same_due(ahead[a], ahead[b])) is not None]
    owner, members = list(range(len(ahead))), {number: [number] for number in range(len(ahead))}
    for _, a, b in sorted(judged, key=lambda row: (-row[0], row[1], row[2])):
        one, other = sorted((owner[a], owner[b]))
        if one == other or any(days_forbid(ahead[x], ahead[y]) for x in members[one] for y in members[other]):
            continue
        for number in members[other]:
            owner[number] = one
        members[one] += members.pop(other)
    return [[ahead[number] for number in sorted(part)] for part in members.values()]


def dues(
    tellings: Iterable[Telling],
    endings: Iterable[Telling],
    echoes: Sequence[Echo] = (),
    today: int | None = None,
    owner: Mapping[str, str] | None = None,
) -> tuple[Due, ...]:
    """All that is due, with outcomes, the earliest first; the same tellings in any order give the same.

    `tellings` as `whole` gives them; `endings`: sentences that may tell an outcome (`endings_of`), beside those that are told. An announcement that
    a copy only repeats goes with that of its original.
    """
    every = {part.key: part for each in tellings for part in parts_of(each)}
    root, shadow = roots(echoes), shadows(every.values(), echoes)
    behind = followers(shadow)
    told: dict[str, list[Telling]] = defaultdict(list)
    for telling in sorted([*(each for each in every.values() if each.aspect == "told"), *endings], key=lambda each: each.key):
        for key in due_keys_of(telling):
            told[key].append(telling)
    found = []
    for part in announced(each for key, each in every.items() if key not in shadow):
        shared: dict[tuple[Telling, str], dict[str, Telling]] = defaultdict(dict)
        for ahead in part:
            for key in due_keys_of(ahead):
                for each in told.get(key, ()):
                    shared[ahead, each.key][key] = each
        near = ((ahead, next(iter(keys.values()))) for (ahead, _), keys in shared.items() if enough_due(keys))
        judged = [answer for ahead, each in near if (answer := answers(ahead, each)) is not None]
        found.append(due([every[key] for each in part for key in (each.key, *behind.get(each.key, ()))], judged, root, today, owner))
    return tuple(sorted(found, key=lambda each: (each.last is None, each.last or 0, each.id)))
