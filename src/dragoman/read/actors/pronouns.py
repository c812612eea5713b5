"""He and she: the person that the same or the previous sentence makes plain."""

from dragoman.model.parse import Parse
from dragoman.model.reading import Mention

from .chain import Chain

GENDERS = {"he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f"}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def link_pronouns(parse: Parse, mentions: tuple[Mention, ...], chains: list[Chain]) -> None:
    """Adds singular personal pronouns to chains: the last person who was a subject, else the only person in sight; otherwise none."""
    chain_of = {mention.id: chain for chain in chains for mention in chain.mentions}
    recent: list[tuple[int, bool, Chain]] = []  # sentence, subject, chain
    for mention in mentions:
        token = next(iter(parse.covering(mention.start, mention.end)), None)
        if token is None:
            continue
        if mention.form != "pronoun":
            chain = chain_of.get(mention.id)
            top = parse.top(mention.start, mention.end)
            if chain and chain.kind == "person" and top:
                recent = [row for row in recent if row[0] >= top.sentence - 1]
                recent.append((top.sentence, top.dep in SUBJECTS, chain))
            continue
        gender = GENDERS.get(parse.text[mention.start : mention.end].lower())
        if gender is None:
            continue
        candidates = [row for row in recent if row[0] >= token.sentence - 1 and row[2].gender in (None, gender)]
        chosen = _choose(candidates, token.sentence)
        if chosen is not None:
            chosen.mentions.append(mention)
            chosen.gender = chosen.gender or gender
            recent.append((token.sentence, token.dep in SUBJECTS, chosen))


def _choose(candidates: list[tuple[int, bool, Chain]], sentence: int) -> Chain | None:
    for number in (sentence, sentence - 1):
        for where, subject, chain in reversed(candidates):
            if where == number and subject:
                return chain
    people = {id(chain): chain for _, _, chain in candidates}
    return next(iter(people.values())) if len(people) == 1 else None
