"""Whether a sentence says that somebody is, will be, or only might be what a noun calls him: "is not the mayor", "wants to be mayor"."""

from typing import Literal

from dragoman.model.parse import Parse, Token

MIGHT = frozenset({"could", "may", "might", "would", "should", "can", "must", "shall", "ca"})
IF = frozenset({"if", "whether", "unless", "lest"})
BEGUN = frozenset({"begin", "start", "continue", "cease", "stop", "remain", "go", "resign", "return", "retire"})
"""Verbs that leave true what hangs on them: "began to serve as mayor"; not "wants", "claims", "denied", "was accused of"."""
EXPECTED = frozenset({"due", "set", "slated", "scheduled", "poised", "expected"})
TELLING_WHEN = frozenset({"before", "after", "while", "since", "until", "upon", "on", "by", "from", "as", "despite"})
ALLEGED = frozenset(
    {"allegedly", "reportedly", "supposedly", "purportedly", "apparently", "perhaps", "possibly", "probably", "not", "never", "hardly"}
)
DEPTH = 4  # verbs looked at upwards; a chain of infinitives is never longer in the treebanks

Held = Literal["is", "will", "no"]


def is_held(parse: Parse, noun: Token, verb: Token | None) -> Held:
    """`is` where the noun is said of its bearer as a fact, `will` of what is to come, `no` where it is denied, doubted, wished or claimed."""
    if any(child.lower in ("no", "neither", "nor") for child in parse.children(noun, "det")):
        return "no"
    if verb is None:
        return "no" if any(child.lower in ALLEGED for child in parse.children(noun, "advmod", "neg")) else "is"
    held: Held = "will" if verb.lemma == "nominate" else "is"
    for _ in range(DEPTH):
        words = [child.lower for child in parse.children(verb)]
        if parse.children(verb, "neg") or not MIGHT.isdisjoint(words) or not IF.isdisjoint(words) or not ALLEGED.isdisjoint(words):
            return "no"
        if any(child.lower in ("will", "'ll", "wo") for child in parse.children(verb, "aux")):
            held = "will"
        above = parse.head(verb)
        if verb.dep == "xcomp":
            if above.lower in EXPECTED or above.lemma in EXPECTED:
                return "will"
            if above.lemma not in BEGUN:
                return "no"
        elif verb.dep == "pcomp":
            if above.lower not in TELLING_WHEN:
                return "no"
            return held
        else:
            return held
        verb = above
    return held
