"""The network's judgement of what the lexicon proposes: which words tell an event, of which type, and who its parties are.

The lexicon proposes triggers, types and parties; the network, which has read the proposals beside the words, gives every word a probability of
each type and of none, and every word beside a trigger one of belonging to its actor or recipient. Then:

- A proposal stands where the network gives the word at least `KEEP` of telling any event. Its type is the lexicon's, unless the network gives
  another at least `SURE`.
- A word that the lexicon does not propose tells an event where the network gives one type at least `ADD`.
- A sentence that speaks of no politics (`POLITICAL`), in a report that is none either (`AT_LARGE`), tells no event of PLOVER's.
- A party is every stretch of words with more than one half. A side that the network leaves empty is the frame's of the lexicon's entry, unless
  the network gives those words less than `LEAST`; else what the tree puts there ("by X"). "Between X and Y" outweighs the network.
- In a sentence that borrows the words of a type (a striker's attack) the network adds none of that type.
- A type that is a user's own is none of the network's: such a proposal stands as it is. What a user took out of the lexicon the network adds not.
"""

from collections.abc import Iterator
from functools import cache
from math import sqrt

import numpy as np

from dragoman.model.parse import Sentence, Token
from dragoman.model.reading import EventType
from dragoman.model.text import Span
from dragoman.read.encoder import EventScores, Floats

from .frame import Frame
from .pairs import Ints, buckets, depths, relations
from .predicates import Entry, Predicate, candidates
from .proposing import ACTOR, RECIPIENT, TYPES, Party, Proposals
from .tellings import Telling
from .tree import apart, sides_of

KEEP, SURE, ADD, LEAST, WHOLE = 0.5, 0.6, 0.7, 0.2, 0.5
"""Chosen on the labelled sentences and on PLV, cross-validated (training/events/README.md)."""
POLITICAL = 0.2
"""In log-odds, the mean of sentence and report; training/events/README.md shows what each value costs."""
AT_LARGE, FEWEST = 0.65, 4
"""A report of as many sentences with that mean is political at large. Between the invented match and market reports (0.1, 0.4) and the least
political of the invented case (0.9); real articles on Iraq and Syria have 2.2 to 3.5."""
EXTRA = 0.9
"""What a side's further pieces need of the share that its surest piece has, unless they are coordinated with it: below, they are stray words."""
MAIN = 1 + len(TYPES)  # the output that says how much the sentence is about the word
TRIGGERS = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
OUTER = frozenset({"PUNCT", "SPACE", "CCONJ", "ADP", "SCONJ", "AUX"})  # no party begins or ends with one
IDLE = frozenset({"DET", "PART", "ADV"})  # no party is made of these alone
ROOTS = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "CONCEDE": "080", "COOPERATE": "060", "AID": "070", "RETREAT": "087", "REQUEST": "100",
    "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140", "SANCTION": "160", "MOBILIZE": "150", "COERCE": "170", "ASSAULT": "180",
}  # fmt: skip
"""The CAMEO root of each type, for events that no entry of the lexicon tells."""
SIDES = frozenset({"amod", "compound", "nmod", "nummod"})
MUTUAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})


@cache
def unlisted(type_: EventType) -> Predicate:
    """The entry of an event that the network alone tells."""
    return Predicate(
        id=f"network.{type_.lower()}", type=type_, cameo=ROOTS[type_], reciprocal=type_ in MUTUAL, alone=True, examples=(), lookalikes=()
    )


def judge(proposals: Proposals, scores: EventScores) -> list[Telling]:
    """The tellings that stand, sentence by sentence, the one that the sentence is about first."""
    parse = proposals.frame.parse
    proposed: dict[int, dict[int, Telling]] = {}
    for telling in proposals.tellings:
        proposed.setdefault(telling.token.sentence, {})[telling.token.i] = telling
    parties: dict[int, list[Party]] = {}
    for party in proposals.parties:
        parties.setdefault(party.trigger, []).append(party)
    kept: list[Telling] = []
    politics = [float(scores.politics[each.first : each.last].mean()) if each.last > each.first else 0.0 for each in parse.sentences]
    whole = sum(politics) / max(1, len(politics))
    political = len(politics) >= FEWEST and whole >= AT_LARGE
    for number, sentence in enumerate(parse.sentences):
        found = []
        apart = not political and (politics[number] + whole) / 2 < POLITICAL
        borrowed = proposals.fields.borrowed(number)
        judged = Judged(proposals.frame, sentence, scores)
        for token in parse.in_sentence(sentence):
            proposal = proposed.get(number, {}).get(token.i)
            asked = proposal or (token.i not in proposals.silent and judged.likely[token.i - sentence.first])
            told = judged.telling(token, proposal) if asked else None
            if told is None or (not told.listed and told.entry.type in borrowed) or (apart and told.entry.in_plover):
                continue
            if told.entry.in_plover:
                judged.settle(told, parties.get(token.i, []))
            if told.actors or told.recipients or told.entry.alone:
                found.append(told)
        if found:
            main = max(found, key=lambda telling: telling.main)
            kept += [main, *(telling for telling in found if telling is not main)]
    return kept


class Judged:
    """One sentence with what the network says of its words."""

    __slots__ = ("entries", "first", "frame", "last", "likely", "main", "odds", "parse", "points", "tables")

    def __init__(self, frame: Frame, sentence: Sentence, scores: EventScores) -> None:
        self.frame, self.parse, self.tables, self.entries = frame, frame.parse, scores.tables, frame.ontology.index
        self.first, self.last = sentence.first, sentence.last
        outputs = scores.emissions[self.first : self.last]
        self.odds = _softmax(outputs[:, :MAIN])  # [N, 17]
        self.likely = (self.odds[:, 1:].max(axis=-1).astype(np.float64) >= ADD).tolist()  # no other word is asked without a proposal
        self.main = outputs[:, MAIN]
        self.points = np.split(scores.points[self.first : self.last], 4, axis=-1)

    def telling(self, token: Token, proposal: Telling | None) -> Telling | None:
        """The event that the word tells, if any."""
        none, *odds = self.odds[token.i - self.first].tolist()
        best = max(range(len(TYPES)), key=odds.__getitem__)
        if proposal is not None and not proposal.entry.in_plover:
            return proposal
        told: Telling
        if proposal is not None and 1 - none >= KEEP:
            told = proposal
            own = TYPES.index(told.entry.type)
            if best != own and odds[best] >= SURE:
                told.entry, own, told.listed = unlisted(TYPES[best]), best, False
        elif proposal is None and odds[best] >= ADD and token.pos in TRIGGERS:
            told, own = Telling(token, self.known(token, TYPES[best]) or unlisted(TYPES[best]), [], [], 0.0, [], listed=False), best
        else:
            return None
        told.odds, told.main = round(odds[own], 3), float(self.main[token.i - self.first])
        return told

    def known(self, token: Token, type_: EventType) -> Entry | None:
        """The entry of the type that has the word and sets no conditions: for its mode and code."""
        return next((entry for entry in candidates(token, self.entries) if entry.type == type_ and not entry.strictness), None)

    def settle(self, telling: Telling, parties: list[Party]) -> None:
        """Fills the telling's sides with the words that the network puts there."""
        rule = np.zeros(self.last - self.first, dtype=np.int64)
        for party in parties:
            rule[party.first - self.first : party.last - self.first] = party.side
        one, other = self.shares(telling.token, rule)
        for side, share in ((ACTOR, np.where(one >= other, one, 0.0)), (RECIPIENT, np.where(other > one, other, 0.0))):
            spans = [left for span in self.phrases(share) if (left := apart(self.parse, span, telling.token)) is not None]
            if not spans and (rule == side).any() and share[rule == side].mean() >= LEAST:
                continue  # the frame's
            heads = [self.parse.top(span.start, span.end) or telling.token for span in spans]
            if side == ACTOR:
                telling.actors, telling.actor_spans = heads, spans
            else:
                telling.recipients, telling.recipient_spans = heads, spans
        self.by_tree(telling)

    def by_tree(self, telling: Telling) -> None:
        """Fills the sides that are empty with what the tree puts there; both, where it says "between"."""
        tree = sides_of(self.frame, telling.token)
        if tree.actors and (tree.sure or not telling.actors):
            telling.actors, telling.actor_spans = tree.actors, [self.parse.phrase(each) for each in tree.actors]
        if tree.recipients and (tree.sure or not telling.recipients):
            telling.recipients, telling.recipient_spans = tree.recipients, [self.parse.phrase(each) for each in tree.recipients]

    def shares(self, trigger: Token, rule: Ints) -> list[Floats]:
        """For actor and recipient the probability of each word [N] to belong to it; `rule` is the side in which the lexicon sees a word."""
        relation, near = relations(self.parse, trigger, self.first, self.last), buckets(trigger.i, self.first, self.last)
        depth = depths(self.parse, trigger, self.first, self.last)
        found = []
        for side, (asks, keys) in enumerate((self.points[:2], self.points[2:])):
            score = keys @ asks[trigger.i - self.first] / sqrt(keys.shape[1]) + self.tables.bias[side]
            score += self.tables.relation[side][relation] + self.tables.near[side][near] + self.tables.depth[side][depth]
            score += self.tables.rule[side][rule]
            found.append(1 / (1 + np.exp(-score)))
        return found

    def phrases(self, share: Floats) -> list[Span]:
        """The words that more likely than not belong to a side, as noun phrases in text order: pieces of one phrase are one party."""
        found: list[tuple[int, int]] = []
        best, near = self.surest(share)
        for stretch in _stretches(share):
            inner = self.trimmed(*stretch)
            if inner[0] == inner[1] or (
                share[slice(*stretch)].mean() < EXTRA * best and near.isdisjoint(range(self.first + inner[0], self.first + inner[1]))
            ):
                continue
            head = self.parse.top(self.parse.tokens[self.first + inner[0]].start, self.parse.tokens[self.first + inner[1] - 1].end)
            assert head is not None  # the stretch holds a word
            head = self.whole(head)
            phrase = self.parse.phrase(head)
            whole = self.parse.covering(phrase.start, phrase.end) or (head,)
            outer = max(whole[0].i - self.first, 0), min(whole[-1].i + 1, self.last) - self.first
            wide = outer[0] <= inner[0] and inner[1] <= outer[1]
            part = head.i >= self.first + inner[1] or head.i < self.first + inner[0]  # "Syrian" of "Syrian officials": half a name
            first, last = outer if wide and (part or share[slice(*outer)].mean() >= WHOLE) else inner
            last += self.closes(first, last)
            joined = found.pop() if found and first <= found[-1][1] else (first, last)
            found.append((joined[0], max(last, joined[1])))
        found += [stretch for stretch in self.beside(share, near) if not any(first < stretch[1] and stretch[0] < last for first, last in found)]
        found.sort()
        tokens = self.parse.tokens
        spans = [Span(tokens[self.first + first].start, tokens[self.first + last - 1].end) for first, last in found]
        return [each for span in spans for each in self.listed(span)]

    def beside(self, share: Floats, near: frozenset[int]) -> Iterator[tuple[int, int]]:
        """The phrases coordinated with the surest one, of which the network thinks it half possible."""
        for index in sorted(near):
            token = self.parse.tokens[index]
            phrase = self.parse.phrase(token)
            covered = self.parse.covering(phrase.start, phrase.end)
            first, last = max(covered[0].i - self.first, 0), min(covered[-1].i + 1, self.last) - self.first
            if token.pos in ("NOUN", "PROPN") and first < last and share[first:last].mean() >= LEAST:
                yield first, last

    def surest(self, share: Floats) -> tuple[float, frozenset[int]]:
        """The mean share of the surest stretch, and the words coordinated with its head."""
        ranked = max(((float(share[first:last].mean()), first, last) for first, last in _stretches(share)), default=None)
        if ranked is None:
            return 0.0, frozenset()
        mean, first, last = ranked
        tokens = self.parse.tokens
        head = self.parse.top(tokens[self.first + first].start, tokens[self.first + last - 1].end)
        while head is not None and head.dep == "conj":
            head = self.parse.head(head)
        return mean, frozenset(each.i for each in self.parse.conjuncts(head)) if head is not None else frozenset()

    def whole(self, head: Token) -> Token:
        """The noun that the word only modifies, if the two are one name or phrase."""
        for _ in range(2):
            above = self.parse.head(head)
            if head.dep == "npadvmod" and above.dep in SIDES:  # "Iran-backed groups": the groups, not Iran
                head, above = above, self.parse.head(above)
            if head.dep not in SIDES or above.pos not in ("NOUN", "PROPN"):
                break
            head = above
        return head

    def listed(self, span: Span) -> list[Span]:
        """The coordinated phrases of a span, each a party of its own ("Belmora and Karsia"); the span itself where it names one."""
        head = self.parse.top(span.start, span.end)
        if head is None or head.pos not in ("NOUN", "PROPN"):
            return [span]
        heads = [each for each in self.parse.conjuncts(head) if each.pos in ("NOUN", "PROPN") and span.start <= each.start and each.end <= span.end]
        if len(heads) == 1:
            return [span]
        parts = [self.parse.phrase(each) for each in heads]
        starts = [max(part.start, span.start) if at else span.start for at, part in enumerate(parts)]
        ends = [min(part.end, span.end) for part in parts[:-1]] + [span.end]
        return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]

    def closes(self, first: int, last: int) -> bool:
        """Whether the next word closes a bracket that the stretch opens: "the Labour Congress (NLC)"."""
        if self.first + last >= self.last or self.parse.tokens[self.first + last].text != ")":
            return False
        return any(token.text == "(" for token in self.parse.tokens[self.first + first : self.first + last])

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """The stretch without what stands outside a noun phrase; empty where no noun is left."""
        tokens = self.parse.tokens[self.first + first : self.first + last]
        inner = [at for at, token in enumerate(tokens) if token.pos not in OUTER and token.tag != "POS"]
        if not inner or all(tokens[at].pos in IDLE for at in inner):
            return first, first
        return first + inner[0], first + inner[-1] + 1


def _stretches(share: Floats) -> list[tuple[int, int]]:
    """Bounds of the stretches above one half."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], share > 0.5, [False]]).astype(np.int8))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    found: Floats = powers / powers.sum(-1, keepdims=True)
    return found
