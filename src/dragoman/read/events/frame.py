"""Who did it and to whom: the actor's and recipient's head words around a trigger, by voice, clause and light verb.

Shared subjects of coordinated verbs, control ("promised to leave", "urged them to leave"), participles and relative clauses are resolved.
Deliberately out: pronouns across sentences, which is the cast's business.
"""

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument
from dragoman.model.text import Span

from .classes import ADVERBIAL, FINITE, NAMED, NOT_A_PARTY, PARTS, PERSONAL, PREFIXES, QUANTITIES, RELATIVE, SUBJECTS, TIMES
from .ontology import Ontology, plover
from .predicates import Side, agents, controls, endings, inert, lights, words

DEEPEST = 8  # steps up or across a tree: more never helped a sentence of the corpora, and bounds the cost on odd ones
LONGEST = 60  # tokens of a noun phrase that are looked through: longer ones are lists or noise


class Frame:
    """The walks from a trigger to its parties, over one parse; `ontology` is what can be told there."""

    __slots__ = ("cast", "ontology", "parse")

    def __init__(self, parse: Parse, cast: Cast, ontology: Ontology | None = None) -> None:
        self.parse = parse
        self.cast = cast
        self.ontology = ontology or plover()

    # -- clauses

    def passive(self, verb: Token, depth: int = 0) -> bool:
        deps = {child.dep for child in self.parse.children(verb)}
        if not deps.isdisjoint(("nsubjpass", "auxpass", "agent", "csubjpass")):
            return True
        if verb.tag == "VBN" and verb.dep in ("conj", "ccomp") and self.parse.head(verb).lemma == "leave":
            return "nsubj" in deps  # "leaving 12 dead and 30 wounded"
        if verb.tag != "VBN" or not deps.isdisjoint(("aux", "dobj")):
            return False
        if verb.dep in ("acl", "advcl"):
            return "nsubj" not in deps
        return verb.dep == "conj" and depth < DEEPEST and self.parse.head(verb).tag == "VBN" and self.passive(self.parse.head(verb), depth + 1)

    def subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """The grammatical subjects, borrowed from the governing clause where the verb has none of its own."""
        own = self.parse.children(verb, *SUBJECTS)
        if own:
            return self._resolved(own[-1], verb)
        after_date = self._after_date(verb)
        if after_date:
            return after_date
        if depth > DEEPEST or verb.head == verb.i:
            return []
        head = self.parse.head(verb)
        if verb.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "PRON", "NUM"):
            if verb.dep == "acl" and verb.tag != "VB":
                return [head]
            if verb.dep == "relcl":
                return []
            return self.noun_actors(head, depth + 1)  # "a promise to leave": who promised
        if verb.dep == "conj" and head.pos in ("VERB", "AUX"):
            if verb.tag in FINITE and head.tag == "VB" and head.head != head.i and head.dep != "conj":
                head = self.parse.head(head)  # a finite verb is not coordinated with an infinitive
                if head.pos not in ("VERB", "AUX"):
                    return []
            return self.subjects(head, depth + 1)
        if verb.dep in ("xcomp", "advcl", "ccomp", "dep"):
            if head.pos in ("ADJ", "AUX"):
                found = self.subjects(head if self.parse.children(head, *SUBJECTS) else self.parse.head(head), depth + 1)
                return [each for each in found if each.lower != "it"]  # "it is right to help": nobody
            if verb.dep == "ccomp" and not (verb.tag == "VBG" or any(each.lower == "to" for each in self.parse.children(verb, "aux"))):
                return []  # a finite clause or a command: nobody's but its own
            if verb.dep in ("xcomp", "ccomp"):
                told = self.parse.children(head, "dobj", "dative")
                if told and told[0].i < verb.i:
                    return told[:1]
                if self.passive(head):
                    return self.subjects(head, depth + 1)
            elif head.lemma.lower() in controls() and self._infinitive(verb) and self.parse.children(head, "dobj", "dative"):
                return self.parse.children(head, "dative", "dobj")[:1]  # "pressed X to leave": the parser wavers between purpose and complement
            elif any(child.dep == "mark" and child.lower != "while" for child in self.parse.children(verb)):
                return []
            return self.subjects(head, depth + 1) if head.pos == "VERB" else []
        if verb.dep == "pcomp" and head.dep in ("prep", "agent"):
            above = self.parse.head(head)
            if above.pos in ("VERB", "AUX"):
                told = self.parse.children(above, "dobj")
                if head.lower in ("of", "for", "from") and told:  # "accused X of doing", "blamed X for doing"
                    return told[:1]
                return self.subjects(above, depth + 1)
            return [above] if above.dep == "dobj" and head.lower in ("of", "for", "from") else []
        return []

    def _after_date(self, verb: Token) -> list[Token]:
        """The subject that the parser hung on a date before it ("On Monday, Arvonia and Belmora signed …")."""
        if verb.tag not in FINITE:
            return []
        for child in self.parse.children(verb, "prep", "npadvmod"):
            dates = self.parse.children(child, "pobj") if child.dep == "prep" else [child]
            named = [each for date in dates if date.ent == "DATE" for each in self.parse.children(date, "conj") if each.ent in NAMED]
            if named and child.i < verb.i:
                return named[:1]
        return []

    def _infinitive(self, verb: Token) -> bool:
        return verb.tag == "VB" and any(each.lower == "to" for each in self.parse.children(verb, "aux"))

    def objects(self, verb: Token) -> list[Token]:
        """What the verb acts on: its object, the subject of a passive, the noun that a participle or relative clause hangs on."""
        if self.passive(verb):
            return self.subjects(verb)
        own = self.parse.children(verb, "dobj")
        if own:
            return self._resolved(own[-1], verb)
        below = [child for child in self.parse.children(verb, "ccomp", "xcomp") if child.tag in ("VB", "VBG")]
        for child in below:  # "demanded the army leave", "urged them to stop": the parser often makes a clause of both
            inner = self.parse.children(child, "nsubj", "nsubjpass")
            if inner and not any(each.lemma == "do" or each.tag == "MD" for each in self.parse.children(child, "aux")):
                return inner[:1]
        if verb.dep == "relcl" and self.parse.children(verb, "nsubj"):
            subject = self.parse.children(verb, "nsubj")[0]
            if subject.lower not in RELATIVE:
                return [self.parse.head(verb)]
        for child in self.parse.children(verb, "conj"):  # "attacked and burned the village"
            if child.pos == "VERB" and child.i - verb.i <= 3 and not self.parse.children(child, *SUBJECTS):
                return self.parse.children(child, "dobj")
        return []

    def clause_subjects(self, verb: Token) -> list[Token]:
        """The subject of the clause that a verb governs ("demanded that the army leave")."""
        for child in self.parse.children(verb, "ccomp", "xcomp"):
            inner = self.parse.children(child, "nsubj", "nsubjpass")
            if inner:
                return inner[:1]
        return []

    def _resolved(self, token: Token, verb: Token) -> list[Token]:
        """The token, or the noun that it stands for when it is a relative pronoun."""
        if token.lower not in RELATIVE or token.pos not in ("PRON", "SCONJ", "DET"):
            return [token]
        step = verb
        for _ in range(DEEPEST):
            if step.dep == "relcl":
                head = self.parse.head(step)
                return [head] if head.pos in ("NOUN", "PROPN", "PRON", "NUM") else []
            if step.head == step.i:
                return []
            step = self.parse.head(step)
        return []

    # -- prepositions

    def after(self, token: Token, word: str, *, of_object: bool = True) -> list[Token]:
        """The nouns after a preposition that hangs on the token or (the parser wavers) on its object."""
        holders = [token, *self.parse.children(token, "dobj")] if of_object else [token]
        for holder in holders:
            for child in self.parse.children(holder):
                if child.dep in ("prep", "dative", "agent") and child.lower == word:
                    found = [each for each in self.parse.children(child, "pobj") if each.ent not in ("DATE", "TIME")]  # "on Friday … on Arvonia"
                    if found:
                        return found
                    inner = self.parse.children(child, "prep")  # "out of", "on behalf of"
                    for each in inner:
                        found = found or self.parse.children(each, "pobj")
                    if found:
                        return found
                elif child.dep == "dative" and word == "to" and child.pos != "ADP":
                    return [child]
        return []

    # -- nouns

    def light(self, noun: Token) -> tuple[Token, Side] | None:
        """The light verb that governs the noun, and the side that its subject takes."""
        for _ in range(3):
            if noun.dep != "conj":
                break
            noun = self.parse.head(noun)
        known = lights()
        head = self.parse.head(noun)
        if noun.dep == "pobj" and head.lower == "of" and self.parse.head(head).lemma.lower() in words("batch", "bout"):  # "began a round of talks"
            noun = self.parse.head(head)
            head = self.parse.head(noun)
        if noun.dep in ("dobj", "nsubjpass") or (noun.dep == "acl" and head.pos == "VERB"):
            side = known.get((head.lemma.lower(), None, None))
            return (head, side) if side else None
        if noun.dep == "pobj":
            above = self.parse.head(head)
            if above.pos in ("VERB", "AUX"):
                side = known.get((above.lemma.lower(), head.lower, None))
                if side:
                    return above, side
                for each in self.parse.children(above, "dobj"):
                    side = known.get((above.lemma.lower(), head.lower, each.lemma.lower()))
                    if side:
                        return above, side
            elif above.dep == "dobj":
                verb = self.parse.head(above)
                side = known.get((verb.lemma.lower(), head.lower, above.lemma.lower()))
                return (verb, side) if side else None
        for child in self.parse.children(noun, "acl", "relcl"):  # "the attack launched by", "an attack that they launched"
            side = known.get((child.lemma.lower(), None, None))
            if side:
                return child, side
        return None

    def noun_actors(self, noun: Token, depth: int = 0, words: tuple[str, ...] = ("by",)) -> list[Token]:
        """Whose happening it is: possessor, a name before the noun, the agent, the light verb's subject."""
        for child in self.parse.children(noun, "poss"):
            return [child]
        for word in words:
            found = self.after(noun, word, of_object=False)
            if found:
                return found
        named = self._name_before(noun)
        if named:
            return [named]
        for child in self.parse.children(noun, "acl"):  # "missiles fired by the army"
            found = self.after(child, "by", of_object=False) if child.tag == "VBN" else []
            if found:
                return found
        governed = self.light(noun) if depth <= DEEPEST else None
        if governed and governed[1] == "recipient":  # "received support from"
            return next((found for word in words if (found := self.after(governed[0], word))), [])
        if governed:
            verb = governed[0]
            if self.passive(verb):
                return self.after(verb, "by", of_object=False)
            found = self.subjects(verb, depth + 1)
            return [each for each in found if each.i != noun.i]
        return []

    def _name_before(self, noun: Token, depth: int = 0) -> Token | None:
        """The name that modifies the noun ("a Taliban attack", "Syrian government air strikes")."""
        for child in self.parse.children(noun, "compound", "amod", "nmod"):
            if child.i > noun.i or child.lower in PREFIXES or self.parse.tokens[max(child.left - 2, 0)].lower in PREFIXES:
                continue
            if child.pos == "VERB" and child.lemma == "lead":  # "the Belmoran-led invasion"
                leaders = [each for each in self.parse.children(child) if each.ent in ("NORP", "GPE", "ORG", "PERSON")]
                if leaders:
                    return leaders[0]
            if child.ent == "GPE" and not self._state(child):
                continue  # "the Velia attack": where, not who
            if child.ent in ("NORP", "GPE", "ORG", "PERSON") or (child.pos == "NOUN" and child.lemma.lower() in agents()):
                return child
            deeper = depth < DEEPEST and child.dep == "compound" and child.pos in ("NOUN", "PROPN")
            inner = self._name_before(child, depth + 1) if deeper else None
            if inner:
                return inner
        return None

    def _state(self, name: Token) -> bool:
        """Whether a name of a place stands for a state: by its mention, else by being an abbreviation ("US")."""
        mention = self.cast.mention_at(name.start)
        return mention.kind != "place" if mention else name.text.isupper()

    # -- parties

    def core(self, token: Token) -> Token:
        """The noun that counts: "dozens of protesters" → "protesters"."""
        if token.lemma.lower() in PARTS or token.pos == "NUM":
            inner = self.after(token, "of", of_object=False)
            if inner:
                return inner[0]
        return token

    def can_act(self, token: Token) -> bool:
        """Whether the noun names or describes a person, group, body or state."""
        core = self.core(token)
        if core.ent in NAMED or core.pos == "PROPN" or core.lower in PERSONAL or core.lemma.lower() in agents():
            return True
        if token.pos == "NUM" or core.pos == "NUM" or (core.pos == "NOUN" and core.lemma.endswith(endings())):
            return True
        mention = self.cast.mention_at(core.start)
        return mention is not None and mention.kind != "place"

    def party(self, token: Token) -> bool:
        """Whether the noun can be a party at all: no date, sum or dummy pronoun."""
        if token.dep == "pobj" and token.lemma.lower() in ADVERBIAL and self.parse.head(token).lower in ("in", "on", "at"):
            return False
        if token.ent in QUANTITIES and token.lemma.lower() not in agents():
            return False
        return (
            token.lemma.lower() not in TIMES and token.lower not in NOT_A_PARTY and token.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET")
        )

    def acts(self, token: Token) -> bool:
        """Whether the noun may stand as actor: a party, and not a storm or a price."""
        return self.party(token) and self.core(token).lemma.lower() not in inert("actor")

    def arguments(self, heads: list[Token], trigger: Token, *, apart: bool = False) -> tuple[Argument, ...]:
        """The heads and those coordinated with them, as full noun phrases in text order; `apart` parts two sides named in one phrase."""
        found: dict[tuple[int, int], Argument] = {}
        for head in heads:
            for each in self.parse.conjuncts(head) if head.pos in ("NOUN", "PROPN", "PRON", "NUM") else [head]:
                if each.pos in ("VERB", "AUX", "ADP", "PUNCT") or not self.party(each):
                    continue
                named = self._named(each)
                span = self._cut(each, self.parse.phrase(each))
                if named:
                    span = Span(span.start, self.parse.phrase(named).end)
                if each.left <= trigger.i < each.right and span.start <= trigger.start < span.end:
                    continue  # the trigger stands inside it: the parser's slip
                if span.start < each.start and self.parse.text.startswith("whose ", span.start):
                    span = Span(span.start + len("whose "), span.end)
                sides = self._sides(each) if apart else None
                if sides:
                    first, second = sides
                    found[span.start, first.end] = Argument(span.start, first.end, self.cast.actor_at(first.start))
                    span = Span(second.start, span.end)
                found[span.start, span.end] = Argument(span.start, span.end, self.actor_of(each, span))
        return tuple(found[key] for key in sorted(found))

    def actor_of(self, head: Token, span: Span) -> str | None:
        """The actor that the words name: by their head, else by the name with which they end ("Halmar's special envoy Ingrith Sallow")."""
        found = self.cast.actor_at((self._named(head) or self.core(head)).start)
        if found is None and head.dep == "appos":  # "Halmar, an island state that has mediated"
            found = self.cast.actor_at(self.parse.head(head).start)
        if found is None:
            ending = [mention for mention in self.cast.mentions_in(head.end, span.end) if mention.end == span.end and mention.form == "name"]
            found = next((mention.actor for mention in ending if not self._apart(head, mention.start)), None)
        return found

    def _apart(self, head: Token, start: int) -> bool:
        """Whether what begins there only says where, or from whom, the thing is: "a station in Tamsoke" is not Tamsoke."""
        return any(token.pos == "ADP" for token in self.parse.covering(head.end, start))

    def behind(self, argument: Argument, *, hit: bool) -> Argument:
        """The argument with the actor behind the thing that its words name.

        A coalition or talks "with X" are refused to X; where somebody was `hit`, the minister's house was the minister's.
        """
        top = self.parse.top(argument.start, argument.end)
        lemma = top.lemma.lower() if top is not None else ""
        if top is not None and lemma in words("dealing"):
            whose = self.after(top, "with", of_object=False)
        elif top is not None and hit and argument.actor is None and lemma in words("belonging"):
            whose = [*self.parse.children(top, "poss"), *self.after(top, "of", of_object=False)]
        else:
            return argument
        owners = (self.cast.actor_at((self._named(each) or each).start) for each in whose if each.start < argument.end)
        return Argument(argument.start, argument.end, next((owner for owner in owners if owner), argument.actor))

    def _sides(self, head: Token) -> tuple[Token, Token] | None:
        """Two names that share the head noun ("House and Senate negotiators"): the first, and the first word of the second."""
        for child in self.parse.children(head, "nmod", "poss", "compound", "amod"):
            if child.i < head.i and child.ent in NAMED:
                others = self.parse.children(child, "conj")
                if len(others) == 1 and others[0].ent in NAMED and child.i < others[0].i < head.i:
                    return child, self.parse.tokens[others[0].left]
        return None

    def _named(self, head: Token) -> Token | None:
        """The name that follows its bearer's office at once and that the parser takes for an apposition ("the envoy Mara Lund")."""
        following = self.parse.children(head, "appos") if head.pos == "NOUN" else []
        near = [each for each in following if each.pos == "PROPN" and each.left == head.i + 1]
        return near[0] if near else None

    def _cut(self, head: Token, span: Span) -> Span:
        """The phrase as far as a finite verb that the parser, misled by a garbled sentence, took into it."""
        last = head
        for token in self.parse.tokens[head.i + 1 : min(head.right, head.i + LONGEST)]:
            if token.start >= span.end:
                break
            if token.dep == "prep" and token.head == head.i and last.pos not in ("ADP", "DET") and self._when(token):
                return Span(span.start, last.end)  # "the raid at that time", "the deal on Monday"
            if token.tag in ("VBD", "VBZ", "VBP", "MD") and token.dep not in ("amod", "compound"):
                return Span(span.start, last.end)
            if token.pos not in ("PUNCT", "CCONJ", "ADP", "PRON", "SCONJ"):
                last = token
        return span

    def _when(self, preposition: Token) -> bool:
        return any(each.ent in ("DATE", "TIME") or each.lemma.lower() in TIMES for each in self.parse.children(preposition, "pobj"))
