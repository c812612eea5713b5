"""Ties between two actors that the text states, by offices ("head of the guild") and by cues ("Peru-backed", "an ally of", "based in").

Only ties between two actors of the report (or an actor and an unnamed place); happenings show ties as well (`deeds`). `same_as` joins two mentions,
which may be of one actor already: it keeps the words that say so.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Actor, Role
from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Attribution, EventMention, Factuality, Place, Relation, RelationType, Words
from dragoman.model.text import Span

from .deeds import Shown, shown
from .party import Parties, Party
from .shapes import CLIMB, pairs
from .ties import Mood, Sign, Tie, moods, ties, title_words
from .weighing import Weights, shipped, weighed

__all__ = ["Mood", "Tie", "find_relations"]

SIGNS: dict[RelationType, Sign] = {
    "located_in": 0, "in_contact_with": 0, "leads": 0, "member_of": 1, "allied_with": 1, "backs": 1, "opposes": -1, "fights": -1,
}  # fmt: skip
NEAR = 200  # code points between a role and the body that it names: farther off it is another mention of the body


def find_relations(
    parse: Parse,
    cast: Cast,
    actors: tuple[Actor, ...],
    attributions: tuple[Attribution, ...],
    *,
    events: tuple[EventMention, ...] = (),
    places: tuple[Place, ...] = (),
    model: Weights | None = None,
) -> tuple[Relation, ...]:
    """Relations in text order of their cues; `attributions` are those whose content holds the cue.

    Words that state a tie go before happenings that show one, and these before what `model` (the shipped one if None) weighs.
    """
    return _Finder(parse, cast, actors, attributions).find(events, places, model or shipped())


class _Finder:
    """The relations of one report as they are found."""

    def __init__(self, parse: Parse, cast: Cast, actors: tuple[Actor, ...], attributions: tuple[Attribution, ...]) -> None:
        self.parse = parse
        self.actors = actors
        self.parties = Parties(parse, cast, actors)
        self.contents = sorted((span.start, span.end, attribution.id) for attribution in attributions for span in attribution.content.spans)
        self.found: dict[tuple[object, ...], Relation] = {}

    def find(self, events: tuple[EventMention, ...], places: tuple[Place, ...], model: Weights) -> tuple[Relation, ...]:
        for type_, holder, body, cue in self._from_roles():
            self._add(Shown(type_, 0 if type_ == "leads" else 1, holder, body, cue))
        table = ties()
        for token in self.parse.tokens:
            stated = table.get(token.lemma, ())
            if token.lower != token.lemma:
                stated += table.get(token.lower, ())
            for tie in stated:
                for source, target, cue in pairs(self.parties, tie, token):
                    if tie.between and not self._are(tie.between, source, target):
                        continue
                    self._add(Shown(tie.type, tie.sign, *((target, source) if tie.turned else (source, target)), cue, self._mood(token)))
            for type_, source, target, cue in self._beside(token):
                self._add(Shown(type_, 0, source, target, cue))
        for source, target in self._in_brackets():
            self._add(Shown("same_as", 0, source, target, Span(target.start, target.end)))
        for each in shown(self.parties, events, places):
            self._add(each)
        tied = {frozenset((each.source.start, each.target.start)) for each in self.found.values()}
        for guess in weighed(self.parties, model):
            if frozenset((guess.source.start, guess.target.start)) not in tied:
                word = self.parse.covering(guess.cue.start, guess.cue.end)[0]
                self._add(Shown(guess.type, SIGNS[guess.type], guess.source, guess.target, guess.cue, self._mood(word), guess.odds))
        leading = {(relation.source.actor, relation.target.actor) for relation in self.found.values() if relation.type == "leads"}
        told = [
            relation
            for relation in self.found.values()
            if relation.type != "member_of" or (relation.source.actor, relation.target.actor) not in leading
        ]
        return tuple(sorted(told, key=lambda relation: (relation.cue.spans, relation.type, relation.source.start, relation.target.start)))

    def _from_roles(self) -> Iterator[tuple[RelationType, Party | None, Party | None, Span]]:
        """An office that leads ties its holder to the body as leader, another as member."""
        by_name = {lexicon.plain(name): actor for actor in self.actors for name in (actor.name, *actor.aliases)}
        mentions = {mention.id: mention for mention in self.parties.all}
        for actor in self.actors:
            for role in actor.roles:
                body = by_name.get(lexicon.plain(role.organization)) if role.organization else None
                if body is None or body.id == actor.id or body.kind == "place" or role.status == "former":
                    continue
                holder, held = self._nearest(actor, role.start), self._nearest(body, role.start)
                if holder is not None and held is not None and (body.kind != "state" or _is_of_state(role)):
                    ends = self.parse.text[role.end : role.end + 4].split()
                    type_: RelationType = "leads" if _leads(role, body, bool(ends) and ends[0] == "of") else "member_of"
                    yield type_, self.parties.of(mentions[holder]), self.parties.of(mentions[held]), Span(role.start, role.end)

    def _nearest(self, actor: Actor, offset: int) -> str | None:
        """The actor's mention near `offset`, a name before a description."""
        spans, names = self.parties.spans, self.parties.names
        near = [mention for mention in actor.mentions if mention in spans and abs(spans[mention].start - offset) <= NEAR]
        return min(near, key=lambda mention: (mention not in names, abs(spans[mention].start - offset), spans[mention]), default=None)

    def _beside(self, token: Token) -> Iterator[tuple[RelationType, Party | None, Party | None, Span]]:
        """A name and what it is called beside it: "X, a militia,"; "X is a militia"; "Iquique, Chile"; "Chile's Atacama province"."""
        parse, head = self.parse, self.parse.head(token)
        if token.dep in ("appos", "npadvmod", "nmod") and head.i < token.i and parse.tokens[token.left - 1].text in (",", "("):
            first, second = self.parties.at(head), self.parties.at(token)
            if first and second and first.place and second.kind in ("place", "state") and self._is_within(first, second):
                yield "located_in", first, second, Span(first.start, second.end)
            elif token.dep == "appos" and first and second and first.actor == second.actor:
                yield "same_as", first, second, Span(second.start, second.end)
        elif token.dep == "poss" and head.i > token.i:
            first, second = self.parties.at(head), self.parties.at(token)
            if first and second and first.place and first.form == "name" and second.kind == "state":
                yield "located_in", first, second, Span(second.start, first.end)
        elif token.dep == "attr" and head.lemma == "be":
            for subject in parse.children(head, "nsubj"):
                first, second = self.parties.at(subject), self.parties.at(token)
                if first and second and first.actor == second.actor and "name" in (first.form, second.form) and first.form != "pronoun":
                    yield "same_as", first, second, Span(head.start, head.end)

    def _in_brackets(self) -> Iterator[tuple[Party, Party]]:
        """A name and its acronym: "the Andean Workers Union (AWU)"."""
        for first, second in pairwise(mention for mention in self.parties.all if mention.form == "name"):
            if self.parse.text[first.end : second.start] == " (" and self.parse.text[second.end : second.end + 1] == ")":
                source, target = self.parties.of(first), self.parties.of(second)
                if source and target and source.actor == target.actor:
                    yield source, target

    def _are(self, what: str, *sides: Party | None) -> bool:
        """Whether they are all persons with a name, or the first is a body."""
        if what == "bodies":
            return sides[0] is not None and sides[0].kind in ("organization", "group", "state") and not sides[0].people
        return all(side is not None and side.kind == "person" and side.actor in self.parties.named and side.form != "pronoun" for side in sides)

    def _is_within(self, first: Party, second: Party) -> bool:
        """False for two countries side by side: a list."""
        known = lexicon.known(self.parse.text[first.start : first.end])
        return first.form == second.form == "name" and (known is None or known.sense != "state")

    def _mood(self, token: Token) -> Factuality:
        mood: Factuality = "CT+"
        verbs = [token] if token.pos == "VERB" else [self.parse.head(token)] if token.dep in ("acomp", "attr", "prep") else []
        verbs = [verb for verb in verbs if verb.pos in ("VERB", "AUX")]
        if any(self.parse.children(verb, "neg") for verb in verbs):
            return "CT-"
        for verb in verbs:
            for child in self.parse.children(verb, "advmod", "aux"):
                mood = moods().get(child.lower, mood)
        for depth, ancestor in enumerate(self.parse.ancestors(token)):
            if depth == CLIMB:
                break
            mood = moods().get(ancestor.lemma, mood) if ancestor.pos in ("VERB", "NOUN") else mood
        return mood

    def _fits(self, type_: RelationType, source: Party, target: Party) -> bool:
        """Whether parties of these kinds can be so tied, and whether the tie says anything: "Chile's officials" belong to Chile by their name."""
        if type_ == "same_as":
            return source.actor is not None and (source.start, source.end) != (target.start, target.end)
        if source.actor is None or source.actor == target.actor:
            return False
        if type_ == "located_in":
            in_place = target.place or target.kind == "place" or source.place
            return in_place and source.kind != "state" and (source.form != "pronoun" or source.kind == "person")
        if target.actor is None or "place" in (source.kind, target.kind):
            return False
        if type_ in ("succeeded", "kin_of"):
            return (source.kind, target.kind) == ("person", "person") and {source.actor, target.actor} <= self.parties.named
        if type_ == "member_of" and target.people:
            return False
        if type_ in ("leads", "member_of"):
            return target.kind != "person" and not (
                target.kind == "state" and (source.form != "name" or source.kind not in ("person", "organization"))
            )
        return type_ != "in_contact_with" or self.parties.sector.get(target.actor) != "JRN"  # what is told to the press is an attribution's business

    def _add(self, tie: Shown) -> None:
        type_, source, target, cue = tie.type, tie.source, tie.target, tie.cue
        if source is None or target is None or not self._fits(type_, source, target):
            return
        sentence = self.parse.covering(cue.start, cue.end)[0].sentence
        key = (type_, source.actor, target.actor or (target.start, target.end), sentence)
        if key in self.found:
            return  # once a sentence: a title and a cue often say the same
        holding = tuple(
            sorted({name for start, end, name in self.contents[: bisect_right(self.contents, (cue.start, 1 << 60, ""))] if end >= cue.end})
        )
        self.found[key] = Relation(
            id=make_id("l", type_, source.start, target.start, cue.start, cue.end),
            type=type_, sign=tie.sign, source=source.argument, target=target.argument, cue=Words((cue,)), factuality=tie.mood, attributions=holding,
            odds=tie.odds,
        )  # fmt: skip


def _is_of_state(role: Role) -> bool:
    """True for an office or rank; a state's journalists and doctors are only its nationals."""
    title = lexicon.title_of(role.title)
    return title is not None and title.kind in ("office", "rank")


def _leads(role: Role, body: Actor, of: bool) -> bool:
    """True for an office whose holder leads the body that it is held in; a state is led by the heads of state and of government."""
    words = lexicon.split(role.title.lower())
    title = lexicon.titles().get(words)  # with other words before it ("operations chief") the office heads a part of the body
    if title is None:
        return False
    if body.kind == "state":
        return title.leads and title.sector == "GOV"
    return title.leads or " ".join(words) in title.leads_words or (of and " ".join(words) in title_words("leads"))
