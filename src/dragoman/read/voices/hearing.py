"""From attributions to voices: each source, in text order, is a voice heard before, some of those heard before, or a new one.

What is new here may still be one of the others by its words; `counting` settles that when all are known.
"""

from dragoman.model.actor import Mention
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution, Member, Source
from dragoman.model.text import Span

from .draft import PERSONS, Draft, clash, likeness
from .phrase import Mod, Phrase, antecedent, read_phrase
from .words import words

BACK = 80  # voices looked back over: no report has more within sight; keeps odd texts linear
NEAR = 1  # paragraphs back that a pronoun reaches
REACH = 2  # and that "the man", "both", "the two" reach where no word is the same
TIERS = (4, 3)  # likenesses of a phrase by its own words, not by "the source": the best that is enough is taken alone
PLURALS = frozenset({"they", "them", "themselves", "these", "those"})
PEOPLE = frozenset({"he", "she", "him", "her", "who"})


class Hearing:
    """The voices so far, asked and added to source by source."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self.drafts: list[Draft] = []
        self.of: dict[str, list[Draft]] = {}  # attribution id → its voices
        self._parse = parse
        self._by_words: dict[tuple[Span, ...], list[Draft]] = {}  # several cues may share one printed source
        self._clock = 0
        self._first = next((sentence.number for sentence in parse.sentences if sentence.part == "body"), 0)
        self._cast = cast
        self._by_actor: dict[str, Draft] = {}
        self._named, self._described = _told_of(parse, cast)
        self._titles = _titles(parse, cast)
        self._met: dict[str, int] = {}  # actor → the sentence that names it first
        for mention in cast.mentions_in(0, len(parse.text)):
            sentence = parse.sentence_at(mention.start)
            if mention.actor and mention.form == "name" and sentence is not None and sentence.part == "body":
                self._met.setdefault(mention.actor, sentence.number)

    def hear(self, attribution: Attribution, adds: bool) -> None:
        """Gives the attribution to its voices; those not known yet are added only where `adds` says so."""
        source = attribution.source
        if source.spans in self._by_words:
            for draft in self._by_words[source.spans]:
                self._again(draft, attribution)
            return
        self._hear(attribution, adds)
        if attribution.id in self.of:
            self._by_words[source.spans] = self.of.get(attribution.id, [])

    def _again(self, draft: Draft, attribution: Attribution) -> None:
        """Writes down that words known already speak once more."""
        draft.spoken = draft.spoken or attribution.parent is None
        if attribution.id not in draft.attributions:
            draft.attributions.append(attribution.id)
        heard = self.of.setdefault(attribution.id, [])
        if draft not in heard:
            heard.append(draft)

    def _hear(self, attribution: Attribution, adds: bool) -> None:
        source = attribution.source
        span = Span(source.spans[0].start, source.spans[0].end)
        sentence = self._parse.sentence_at(span.start)
        paragraph = sentence.paragraph if sentence else 0
        whole = read_phrase(self._parse, self._cast, source, span)
        if whole is None:
            return
        adds = adds and not whole.nobody
        if not source.members:
            found = self._voice(whole, attribution, paragraph, adds)
            self._note(found, whole, attribution, paragraph)
            return
        members = [(member, phrase) for member in source.members if (phrase := self._read(member)) is not None]
        counts = [member.number or 1 for member, _ in members]
        group: Draft | None = None
        if source.number and source.number > sum(counts) and adds:  # "four others, two nurses and a cook"
            heads = frozenset(head for _, phrase in members for head in phrase.heads)
            group = self._add(whole._replace(actor=None, heads=heads - words("generic").keys() or whole.heads))
            self._note(group, whole, attribution, paragraph)
        for at, (_, phrase) in enumerate(members):
            draft = self._voice(phrase, attribution, paragraph, adds and not phrase.nobody)
            self._note(draft, phrase, attribution, paragraph)
            if draft is not None and group is not None and draft is not group and not draft.part_of and id(draft) not in group.wholes():
                draft.part_of = [group]
            if at == 0 and len(members) > 2 and source.number == counts[0] and counts[0] > 1:
                group = draft

    def _read(self, member: Member) -> Phrase | None:
        return read_phrase(self._parse, self._cast, member, Span(member.start, member.end))

    def _add(self, phrase: Phrase) -> Draft:
        draft = Draft(phrase)
        if phrase.actor in self._named:
            heads, mods = self._titles.get(phrase.actor or "", (frozenset(), frozenset()))
            draft.heads |= heads
            draft.mods |= mods
        self.drafts.append(draft)
        return draft

    def _note(self, draft: Draft | None, phrase: Phrase, attribution: Attribution, paragraph: int) -> None:
        """Writes down that the voice spoke here."""
        if draft is None:
            return
        draft.learn(phrase)
        place = self._parse.sentence_at(phrase.span.start)
        draft.sentence = place.number if place else 0
        draft.since = draft.since if draft.attributions else draft.sentence
        draft.met = draft.met or self._met.get(phrase.actor or "", draft.sentence)
        draft.lead = draft.lead or draft.sentence == self._first
        draft.paragraph = paragraph
        self._clock += 1
        draft.heard = self._clock
        draft.spoken = draft.spoken or attribution.parent is None
        if phrase.actor:
            self._by_actor.setdefault(phrase.actor, draft)
        if attribution.id not in draft.attributions[-1:]:
            draft.attributions.append(attribution.id)
        heard = self.of.setdefault(attribution.id, [])
        if draft not in heard:
            heard.append(draft)

    def _voice(self, phrase: Phrase, attribution: Attribution, paragraph: int, adds: bool) -> Draft | None:
        """Whose words these are; None where nobody's."""
        if phrase.pronoun in words("speaker"):
            heard = self.of.get(attribution.parent or "", [])
            return heard[0] if len(heard) == 1 and not heard[0].several and phrase.pronoun in ("i", "me") else None
        known = self._by_actor.get(phrase.actor or "")
        if known is not None and (phrase.actor in self._named or phrase.form == "pronoun") and not (phrase.fresh or phrase.form == "part"):
            return known
        if phrase.form == "pronoun":
            return self._pronoun(phrase, attribution, paragraph, adds)
        spoken = attribution.parent is None
        if phrase.form in ("whole", "part"):
            group = self._group(phrase, paragraph, spoken)
            if not adds or (phrase.form == "whole" and len(group) == 1 and _all_of(phrase, group[0])):
                return group[0] if len(group) == 1 else None
            return self._some_of(phrase, group)
        points = phrase.form in ("definite", "owned", "name") or (phrase.form == "bare" and (not phrase.plural or phrase.kind not in PERSONS))
        if points and not (phrase.several and phrase.form in ("definite", "owned")):
            found = self._same(phrase, paragraph, spoken)
            if found is None and known is not None and phrase.form != "name" and not clash(known, phrase) and known.several == phrase.several:
                found = known
            if found is not None or not adds:
                return found
            several = [draft for draft in self._fitting(phrase, paragraph, spoken) if draft.several] if phrase.form == "definite" else []
            return self._some_of(phrase, several[:1])
        if phrase.form == "definite":
            return self._plural(phrase, paragraph, spoken, adds)
        return self._add(phrase) if adds else None

    def _pronoun(self, phrase: Phrase, attribution: Attribution, paragraph: int, adds: bool) -> Draft | None:
        """The actor's voice under its description, or the last that agrees; where some spoke but none agrees, nobody's."""
        told = self._described.get(phrase.actor or "")
        stands = antecedent(self._parse, phrase) if phrase.pronoun in ("who", "which", "that") else Span(told.start, told.end) if told else None
        if phrase.actor in self._named:
            return self._add(phrase) if adds else None
        if stands is not None:
            source = Source(actor=phrase.actor, kind=phrase.kind, number=phrase.number, plural=phrase.plural)
            meant = read_phrase(self._parse, self._cast, source, stands)
            if meant is not None and meant.form not in ("pronoun", "whole"):
                draft = self._voice(meant._replace(form="definite", fresh=None), attribution, paragraph, adds)
                if draft is not None:
                    draft.learn(meant)
                return draft
        near = [draft for draft in self.drafts[-BACK:] if paragraph - draft.paragraph <= NEAR and _agrees(draft, phrase)]
        near.sort(key=lambda draft: draft.heard)
        if attribution.parent is None:
            near = [draft for draft in near if draft.spoken] or near
        if phrase.pronoun in PLURALS:
            near = [draft for draft in near if draft.several] or near
        if near:
            return near[-1]
        return self._add(phrase) if adds and not self.drafts and phrase.pronoun in PEOPLE | PLURALS else None

    def _fitting(self, phrase: Phrase, paragraph: int, spoken: bool) -> list[Draft]:
        """The voices that the phrase may point back to: best fit first, of these the last heard."""
        rows: list[tuple[int, bool, int, Draft]] = []
        for draft in self.drafts[-BACK:]:
            fit = likeness(draft, phrase)
            if fit == 0 or clash(draft, phrase) or (fit < 4 and draft.kind == "named" and paragraph - draft.paragraph > REACH):
                continue
            if phrase.fresh and phrase.fresh not in (draft.fresh, "first"):
                continue
            rows.append((fit, draft.spoken or not spoken, draft.heard, draft))
        if phrase.fresh == "first":
            rows = [(fit, told, -heard, draft) for fit, told, heard, draft in rows]
        rows.sort(key=lambda row: row[:3], reverse=True)
        return [draft for *_, draft in rows]

    def _same(self, phrase: Phrase, paragraph: int, spoken: bool) -> Draft | None:
        """The one voice that a singular, a name or a body's words stand for."""
        fitting = self._fitting(phrase, paragraph, spoken)
        if phrase.form == "owned":
            fitting = [draft for draft in fitting if draft.heads & phrase.heads]
        if phrase.form == "name" or phrase.kind not in PERSONS:
            fitting = [draft for draft in fitting if draft.heads & phrase.heads and (draft.kind in PERSONS) == (phrase.kind in PERSONS)]
            if phrase.actor in self._named:
                fitting = [draft for draft in fitting if draft.actor not in self._named]
            if phrase.form == "name":
                fitting = [draft for draft in fitting if draft.names and (draft.names <= phrase.names or phrase.names <= draft.names)]
        return next((draft for draft in fitting if draft.several == phrase.several), None)

    def _plural(self, phrase: Phrase, paragraph: int, spoken: bool, adds: bool) -> Draft | None:
        """A definite plural: the one group that it names, or some of several voices; new where it can be none of them."""
        fitting = [draft for draft in self._fitting(phrase, paragraph, spoken) if not draft.part_of]
        if spoken:
            fitting = [draft for draft in fitting if draft.spoken] or fitting
        for floor in TIERS:
            close = [draft for draft in fitting if likeness(draft, phrase) >= floor]
            if close and sum(draft.size for draft in close) >= (phrase.number or 1):
                fitting = close
                break
        groups = [draft for draft in fitting if draft.several and (phrase.number in (None, draft.number))]
        if len(groups) == 1 and (len(fitting) == 1 or phrase.number):
            return groups[0]
        if not fitting and (phrase.number or phrase.generic):
            fitting = [draft for draft in self.drafts[-BACK:] if draft.kind in ("named", "anonymous") and paragraph - draft.paragraph <= REACH]
        if phrase.number and sum(draft.size for draft in fitting) < phrase.number:
            fitting = []
        if not adds:
            return None
        return self._some_of(phrase, fitting)

    def _group(self, phrase: Phrase, paragraph: int, spoken: bool) -> list[Draft]:
        """Of whom "one of the guards", "both", "the former" is some."""
        if phrase.form == "part":
            fitting = [draft for draft in self._fitting(phrase._replace(fresh=None), paragraph, spoken) if not draft.part_of]
            return [draft for draft in fitting if draft.several][:1] or fitting
        near = [draft for draft in self.drafts[-BACK:] if paragraph - draft.paragraph <= REACH and draft.kind in PERSONS and not draft.part_of]
        groups = sorted((draft for draft in near if draft.several), key=lambda draft: draft.heard)
        return groups[-1:] if groups else near

    def _some_of(self, phrase: Phrase, group: list[Draft]) -> Draft:
        draft = self._add(phrase)
        draft.part_of = list(group)
        return draft


def _told_of(parse: Parse, cast: Cast) -> tuple[frozenset[str], dict[str, Mention]]:
    """The actors that the report names, and the first description of each of the others."""
    named: set[str] = set()
    described: dict[str, Mention] = {}
    for mention in cast.mentions_in(0, len(parse.text)):
        if mention.actor and mention.form == "name":
            named.add(mention.actor)
        elif mention.actor and mention.form == "description":
            described.setdefault(mention.actor, mention)
    return frozenset(named), {actor: mention for actor, mention in described.items() if actor not in named}


def _titles(parse: Parse, cast: Cast) -> dict[str, tuple[frozenset[str], frozenset[Mod]]]:
    """What the report calls each actor anywhere ("Prime Minister Anna Keller", "Keller, the mayor"): head nouns and modifiers."""
    found: dict[str, tuple[frozenset[str], frozenset[Mod]]] = {}
    for mention in cast.mentions_in(0, len(parse.text)):
        if mention.actor and mention.kind == "person" and mention.form != "pronoun":
            named = mention.form == "name"
            source = Source(actor=mention.actor, kind="named" if named else "anonymous")
            span = Span(mention.start, mention.end)
            top = parse.top(span.start, span.end)
            if named and top is not None:
                phrase = parse.phrase(top)
                span = Span(min(span.start, phrase.start), max([span.end, *(parse.phrase(other).end for other in parse.children(top, "appos"))]))
            read = read_phrase(parse, cast, source, span)
            heads, mods = found.get(mention.actor, (frozenset(), frozenset()))
            if read is not None:
                found[mention.actor] = heads | read.heads, mods | read.mods
    return found


def _all_of(phrase: Phrase, group: Draft) -> bool:
    """Whether "both", "all", "the two" are the whole group."""
    return phrase.number == group.number or bool(phrase.heads & {"all", "those", "these"})


def _agrees(draft: Draft, phrase: Phrase) -> bool:
    if phrase.pronoun in PLURALS:
        return draft.kind != "document"
    if phrase.pronoun in PEOPLE:
        return draft.kind in PERSONS and not draft.several and phrase.gender in (None, draft.gender or phrase.gender)
    return draft.kind in ("collective", "document", "outlet") and not draft.several
