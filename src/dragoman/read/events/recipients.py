"""To whom or what an act is done: the slots of a lexicon entry, filled from the parse."""

from dragoman.model.parse import Token

from .frame import Frame
from .predicates import Entry, agents


def recipients_of(frame: Frame, token: Token, entry: Entry) -> list[Token]:
    """The first of the entry's slots that is filled."""
    if token.pos in ("VERB", "ADJ"):
        for slot in entry.recipient:
            if slot == "object":
                found = frame.objects(token) if token.pos == "VERB" else []
            elif slot == "owner":  # "rejected Iran's request" with "owner": Iran
                found = [child for each in frame.objects(token) for child in frame.parse.children(each, "poss")]
            elif slot == "clause":
                found = frame.clause_subjects(token)
            else:
                found = frame.after(token, slot)
                if not found and slot == "by":  # "rejected an appeal filed by X"
                    acts = [child for each in frame.objects(token) for child in frame.parse.children(each, "acl") if child.tag == "VBN"]
                    found = next((hit for each in acts if (hit := frame.after(each, "by", of_object=False))), [])
                if not found and entry.object:
                    found = next((hit for each in frame.objects(token) if (hit := frame.after(each, slot, of_object=False))), [])
            found = [each for each in found if frame.party(each)]
            if found:
                return found
        return []
    governed = frame.light(token)
    for slot in entry.noun_recipient:
        if slot == "compound":
            found = [child for child in frame.parse.children(token, "compound", "poss") if not child.ent and child.lemma.lower() in agents()]
        else:
            found = frame.after(token, slot, of_object=False)
            if not found and governed and slot != "of":
                found = frame.after(governed[0], slot)
            if not found and slot in ("with", "to", "against", "on"):  # "a suspension of links with"
                found = next((hit for each in frame.after(token, "of") if (hit := frame.after(each, slot, of_object=False))), [])
        found = [each for each in found if frame.party(each)]
        if found:
            return found
    if governed and governed[1] == "recipient":
        return [each for each in frame.subjects(governed[0]) if each.i != token.i]
    return []
