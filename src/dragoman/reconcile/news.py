"""How far the heads of two reports are about one piece of news: a weighing of the names and other words that both or only one has.

It serves reports whose happening is of no type that is read ("a fire", "a final"). The weights are a logistic fit over pairs of reports of ECB+'s
development part that share a key, topics of even number only (training/joining); what comes out is the log-odds of one topic.
"""

from collections.abc import Iterable

from dragoman.model.happening import Telling

from .wording import rarest, weight

NAMES, OTHERS, STRANGERS, ALONE, OVERLAP, LIKENESS, FIGURES, BASE = 1.76, 0.31, -0.76, -1.26, 0.36, 6.3, -0.45, -1.82
WEIGHTS = (NAMES, OTHERS, STRANGERS, ALONE, OVERLAP, LIKENESS, FIGURES)
MOST_NAMES, MOST_OTHERS, MOST_ALONE = 3.0, 5.0, 2.0  # weights above which more of the same adds nothing


def questions(one: Telling, other: Telling) -> tuple[float, ...]:
    """What is weighed of two heads: shared names, other shared words, names of which none is shared, names that only one has, the share of names
    and of all words that both have, figures of which none is shared."""
    mine, theirs = set(one.names), set(other.names)
    all_mine, all_theirs = mine.union(one.nouns), theirs.union(other.nouns)
    names, words = mine & theirs, all_mine & all_theirs
    shared, own, others = _sum(names), _sum(mine), _sum(theirs)
    figures = [{each for each in side if each.isdigit()} for side in (all_mine, all_theirs)]
    return (
        min(MOST_NAMES, shared),
        min(MOST_OTHERS, _sum(words - names)),
        float(own > 0.5 and others > 0.5 and not shared),
        min(MOST_ALONE, _sum(mine - theirs), _sum(theirs - mine)),
        2 * shared / max(0.3, own + others),
        2 * _sum(words) / max(0.5, _sum(all_mine) + _sum(all_theirs)),
        float(bool(figures[0]) and bool(figures[1]) and figures[0].isdisjoint(figures[1])),
    )


def odds(one: Telling, other: Telling) -> tuple[float, str]:
    """Log-odds that both are about one piece of news, and the words that speak for it."""
    score = BASE + sum(weight * answer for weight, answer in zip(WEIGHTS, questions(one, other), strict=True))
    names = set(one.names) & set(other.names)
    words = {*one.names, *one.nouns} & {*other.names, *other.nouns}
    told = [*rarest(names, 3), *rarest(words - names, 3)][:4]
    return round(score, 3), "both heads: " + ", ".join(told) if told else ""


def _sum(stems: Iterable[str]) -> float:
    return sum(map(weight, sorted(stems)))
