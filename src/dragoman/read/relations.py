"""Ties between two actors that the text states, by offices ("head of the guild") and by cues ("Peru-backed", "an ally of", "based in").

Only ties between two actors of the report; what is reported as happening between them is an event's business unless its verb names a tie.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from dragoman.lexicon import load
from dragoman.lexicon import names as lexicon
from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Actor, Argument, Attribution, Factuality, Mention, Relation, RelationType, Role, Words
from dragoman.model.text import Span

Shape = Literal["compound", "passive", "verb", "with", "noun", "adjective", "prefix", "against", "place"]
NEAR = 200  # code points between a role and the body that it names: farther off it is another mention of the body
SUBJECTS = ("nsubj",)
CLIMB = 4  # governors asked for a mood: "is said to be believed to back" has three


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Words that state a tie; see `ties.yaml` for the shapes."""

    type: RelationType
    sign: Literal[-1, 0, 1]
    shape: Shape
    words: tuple[str, ...]
    turned: bool
    prepositions: tuple[str, ...] = ()
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Mood(msgspec.Struct, frozen=True, kw_only=True):
    """Words that take from a tie's certainty."""

    factuality: Factuality
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _ties() -> dict[str, tuple[Tie, ...]]:
    found: dict[str, list[Tie]] = {}
    for tie in load("ties", Tie):
        for word in tie.words:
            found.setdefault(word, []).append(tie)
    return {word: tuple(ties) for word, ties in found.items()}


@cache
def _moods() -> dict[str, Factuality]:
    return {word: mood.factuality for mood in load("tie_moods", Mood) for word in mood.words}


def find_relations(parse: Parse, cast: Cast, actors: tuple[Actor, ...], attributions: tuple[Attribution, ...]) -> tuple[Relation, ...]:
    """Relations in text order of their cues; `attributions` are those whose content holds the cue."""
    return _Finder(parse, cast, actors, attributions).find()


class _Finder:
    """The lookups of one report, and the relations found in it."""

    def __init__(self, parse: Parse, cast: Cast, actors: tuple[Actor, ...], attributions: tuple[Attribution, ...]) -> None:
        self.parse = parse
        self.cast = cast
        self.actors = actors
        self.kind = {actor.id: actor.kind for actor in actors}
        self.states = {actor.country: actor.id for actor in actors if actor.kind == "state" and actor.country}
        self.owner = {mention: actor.id for actor in actors for mention in actor.mentions}
        self.spans: dict[str, Span] = {}
        self.named: set[str] = set()
        for mention in cast.mentions_in(0, len(parse.text)):
            self.spans[mention.id] = Span(mention.start, mention.end)
            if mention.form == "name" and mention.id in self.owner:
                self.named.add(self.owner[mention.id])
        self.contents = sorted((span.start, span.end, attribution.id) for attribution in attributions for span in attribution.content.spans)
        self.found: dict[tuple[object, ...], Relation] = {}

    def find(self) -> tuple[Relation, ...]:
        self._from_roles()
        table = _ties()
        for token in self.parse.tokens:
            ties = table.get(token.lemma, ())
            if token.lower != token.lemma:
                ties += table.get(token.lower, ())
            for tie in ties:
                for source, target, cue in self._fill(tie, token):
                    self._add((tie.type, tie.sign), *((target, source) if tie.turned else (source, target)), cue, self._mood(token))
        return tuple(
            sorted(self.found.values(), key=lambda relation: (relation.cue.spans, relation.type, relation.source.start, relation.target.start))
        )

    def _fill(self, tie: Tie, token: Token) -> Iterator[tuple[Argument | None, Argument | None, Span]]:
        """(X, Y, cue) for each pair that the tie's shape finds around the token."""
        match tie.shape:
            case "compound":
                yield from self._compound(token)
            case "prefix":
                yield from self._prefix(token)
            case "passive":
                yield from self._passive(token)
            case "verb" if token.pos == "VERB":
                for subject in self._subjects(token):
                    for found in self.parse.children(token, "dobj"):
                        for thing in self.parse.conjuncts(found):
                            yield self._argument(subject), self._argument(thing), Span(token.start, token.end)
            case "with" if token.pos == "VERB":
                yield from self._with(tie, token)
            case "adjective" if token.pos in ("ADJ", "VERB"):
                yield from self._adjective(tie, token)
            case "noun" if token.pos in ("NOUN", "PROPN"):
                yield from self._noun(token)
            case "against" if token.pos == "NOUN":
                yield from self._against(tie, token)
            case "place" if token.dep == "prep":
                yield from self._place(token)

    def _compound(self, token: Token) -> Iterator[tuple[Argument | None, Argument | None, Span]]:
        tokens = self.parse.tokens
        if token.i < 2 or tokens[token.i - 1].text != "-":
            return
        noun = self.parse.head(token)
        if noun.i > token.i:
            yield self._argument(tokens[token.i - 2]), self._argument(noun), Span(token.start, token.end)

    def _prefix(self, token: Token) -> Iterator[tuple[Argument | None, Argument | None, Span]]:
        tokens = self.parse.tokens
        if token.i + 2 >= len(tokens) or tokens[token.i + 1].text != "-":
            return
        side = tokens[token.i + 2]
        for noun in self.parse.ancestors(side):
            if noun.pos in ("NOUN", "PROPN") and noun.i > side.i:
                yield self._argument(noun), self._argument(side), Span(token.start, token.end)
                return
            if noun.i - side.i > CLIMB:
                return

    def _passive(self, token: Token) -> Iterator[tuple[Argument | None, Argument | None, Span]]:
        if token.tag not in ("VBN", "VBD"):
            return
        agents = [inner for by in self.parse.children(token, "agent", "prep") if by.lower == "by" for inner in self.parse.children(by, "pobj")]
        if not agents:
            return
        patients = self.parse.children(token, "nsubjpass") or ([self.parse.head(token)] if token.dep in ("acl", "relcl") else [])
        for agent in agents:
            for source in self.parse.conjuncts(agent):
                for patient in patients:
                    for target in self.parse.conjuncts(self._antecedent(patient)):
                        yield self._argument(source), self._argument(target), Span(token.start, token.end)

    def _with(self, tie: Tie, token: Token) -> Iterator[tuple[Argument | None, Argument | None, Span]]:
        for preposition in self.parse.children(token, "prep", "dative"):
            if preposition.lower not in tie.prepositions:
                continue
            for inner in self.parse.children(preposition, "pobj"):
                for thing in self.parse.conjuncts(inner):
                    for subject in self._subjects(token):
                        yield self._argument(subject), self._argument(thing), Span(token.start, token.end)

    def _adjective(self, tie: Tie, token: Token) -> Iterator[tuple[Argument | None, Argument | None, Span]]:
        for preposition in self.parse.children(token, "prep"):
            if preposition.lower not in tie.prepositions:
                continue
            head = self.parse.head(token)
            if token.dep in ("acl", "amod", "appos", "relcl"):
                bearers = [head]
            else:
                bearers = self.parse.children(token, "nsubjpass", "nsubj") or self.parse.children(head, "nsubj", "nsubjpass")
            for inner in self.parse.children(preposition, "pobj"):
                for thing in self.parse.conjuncts(inner):
                    for bearer in bearers:
                        yield self._argument(self._antecedent(bearer)), self._argument(thing), Span(token.start, preposition.end)

    def _noun(self, token: Token) -> Iterator[tuple[Argument | None, Argument | None, Span]]:
        owners = self.parse.children(token, "poss")
        owners += [inner for of in self.parse.children(token, "prep") if of.lower in ("of", "to") for inner in self.parse.children(of, "pobj")]
        owners += [child for child in self.parse.children(token, "compound", "nmod") if child.ent in ("ORG", "GPE", "PERSON", "NORP")]
        bearer = self._bearer(token) or self._argument(token)
        if bearer is None:
            following = (
                self.parse.tokens[token.i + 1] if token.i + 1 < len(self.parse.tokens) else None
            )  # "Danton's rival Robespierre": a title before a name
            named = self.cast.mention_at(following.start) if following is not None and token.dep in ("compound", "nmod", "appos") else None
            bearer = self._as_argument(named) if named is not None and named.kind == "person" else None
        for owner in owners:
            for one in self.parse.conjuncts(owner):
                yield bearer, self._argument(one), Span(token.start, token.end)

    def _bearer(self, token: Token) -> Argument | None:
        """Whom the noun is said of: the head of its apposition, or the subject of its copula."""
        head = self.parse.head(token)
        if token.dep == "appos":
            return self._argument(head)
        if token.dep == "attr":
            for subject in self.parse.children(head, "nsubj"):
                return self._argument(self._antecedent(subject))
        return None

    def _against(self, tie: Tie, token: Token) -> Iterator[tuple[Argument | None, Argument | None, Span]]:
        sides = self.parse.children(token, "poss", "amod", "compound", "nmod")
        sides += [inner for by in self.parse.children(token, "prep") if by.lower in ("by", "of") for inner in self.parse.children(by, "pobj")]
        sides += list(self._subjects(self.parse.head(token))) if token.dep == "dobj" else []
        for preposition in self.parse.children(token, "prep"):
            if preposition.lower in tie.prepositions:
                for inner in self.parse.children(preposition, "pobj"):
                    for thing in self.parse.conjuncts(inner):
                        for side in sides:
                            yield self._argument(side), self._argument(thing), Span(token.start, token.end)

    def _place(self, token: Token) -> Iterator[tuple[Argument | None, Argument | None, Span]]:
        noun = self.parse.head(token)
        if noun.pos not in ("NOUN", "PROPN"):
            return
        for inner in self.parse.children(token, "pobj"):
            for thing in self.parse.conjuncts(inner):
                where = self._argument(thing)
                who = self._argument(noun)
                if who and self.kind[who.actor or ""] not in ("place", "state"):
                    yield who, where, Span(token.start, token.end)

    def _from_roles(self) -> None:
        """An office that leads ties its holder to the body as leader, another as member."""
        by_name = {lexicon.plain(name): actor for actor in self.actors for name in (actor.name, *actor.aliases)}
        places = {actor.id: sorted((self.spans[mention], mention) for mention in actor.mentions if mention in self.spans) for actor in self.actors}
        for actor in self.actors:
            for role in actor.roles:
                body = by_name.get(lexicon.plain(role.organization)) if role.organization else None
                if body is None or body.id == actor.id or body.kind == "place":
                    continue
                holder, held = self._nearest(places[actor.id], role.start), self._nearest(places[body.id], role.start)
                if holder is None or held is None:
                    continue
                type_: RelationType = "leads" if _leads(role) else "member_of"
                source, target = Argument(holder.start, holder.end, actor.id), Argument(held.start, held.end, body.id)
                self._add((type_, 0 if type_ == "leads" else 1), source, target, Span(role.start, role.end), "CT+")

    @staticmethod
    def _nearest(places: list[tuple[Span, str]], offset: int) -> Span | None:
        at = bisect_right(places, (Span(offset, offset), ""))
        near = [span for span, _ in places[max(0, at - 1) : at + 1] if abs(span.start - offset) <= NEAR]
        return min(near, key=lambda span: (abs(span.start - offset), span.start)) if near else None

    def _subjects(self, verb: Token) -> Iterator[Token]:
        """The verb's subjects, a coordinated or infinitive verb's from its governor, a relative pronoun's antecedent."""
        for _ in range(CLIMB):
            subjects = self.parse.children(verb, *SUBJECTS)
            if subjects or verb.dep not in ("conj", "xcomp"):
                break
            verb = self.parse.head(verb)
        for subject in subjects:
            yield from self.parse.conjuncts(self._antecedent(subject))

    def _antecedent(self, token: Token) -> Token:
        if token.tag in ("WP", "WDT"):
            verb = self.parse.head(token)
            if verb.dep == "relcl":
                return self.parse.head(verb)
        return token

    def _argument(self, token: Token) -> Argument | None:
        """The mention that the token heads, or the state whose demonym it is; None without an actor."""
        over = self.cast.mentions_in(token.start, token.end)
        if over:
            mention = min(over, key=lambda one: (one.end - one.start, one.start))
            if mention.form != "description" or self.parse.top(mention.start, mention.end) == token:
                return self._as_argument(mention)
        known = lexicon.known(token.text) if token.text[0].isupper() else None
        actor = self.states.get(known.code or "") if known and known.sense in ("demonym", "capital", "state") else None
        return Argument(token.start, token.end, actor) if actor else None

    def _as_argument(self, mention: Mention) -> Argument | None:
        actor = mention.actor or self.owner.get(mention.id)
        return Argument(mention.start, mention.end, actor) if actor else None

    def _mood(self, token: Token) -> Factuality:
        mood: Factuality = "CT+"
        if token.pos in ("VERB", "AUX") or token.dep in ("acomp", "attr"):
            verbs = [token] if token.pos == "VERB" else [self.parse.head(token)]
            if any(self.parse.children(verb, "neg") for verb in verbs):
                return "CT-"
            for verb in verbs:
                for child in self.parse.children(verb, "advmod", "aux"):
                    mood = _moods().get(child.lower, mood)
        for depth, ancestor in enumerate(self.parse.ancestors(token)):
            if depth == CLIMB:
                break
            mood = _moods().get(ancestor.lemma, mood) if ancestor.pos in ("VERB", "NOUN") else mood
        return mood

    def _fits(self, type_: RelationType, source: Argument, target: Argument) -> bool:
        """Only a place or state is located in, only persons and bodies tie otherwise; nobody leads or belongs to one person."""
        kinds = self.kind[source.actor or ""], self.kind[target.actor or ""]
        if type_ == "located_in":
            return kinds[1] in ("place", "state")
        if type_ in ("succeeded", "kin_of"):
            return kinds == ("person", "person") and source.actor in self.named and target.actor in self.named
        return "place" not in kinds and not (type_ in ("leads", "member_of") and kinds[1] == "person")

    def _add(
        self, tie: tuple[RelationType, Literal[-1, 0, 1]], source: Argument | None, target: Argument | None, cue: Span, mood: Factuality
    ) -> None:
        type_, sign = tie
        if source is None or target is None or source.actor == target.actor or not self._fits(type_, source, target):
            return
        key = (type_, source.actor, target.actor, self.parse.sentences[self.parse.covering(cue.start, cue.end)[0].sentence].number)
        if key in self.found:
            return  # once a sentence: a title and a cue often say the same
        holding = tuple(
            sorted({name for start, end, name in self.contents[: bisect_right(self.contents, (cue.start, 1 << 60, ""))] if end >= cue.end})
        )
        self.found[key] = Relation(
            id=make_id("l", type_, source.start, target.start, cue.start, cue.end),
            type=type_, sign=sign, source=source, target=target, cue=Words((cue,)), factuality=mood, attributions=holding,
        )  # fmt: skip


def _leads(role: Role) -> bool:
    """True for an office whose holder leads the body that it is held in."""
    words = lexicon.split(role.title.lower())
    title = lexicon.titles().get(tuple(words)) or lexicon.person_noun(words) or lexicon.person_noun(words[:1])
    return title is not None and (title.leads or any(word in title.leads_words for word in words))
