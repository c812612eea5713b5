"""The subject that binds a pronoun of its own sentence: "Iran moved its troops", "the party said it would quit", "rebels say they withdrew".

Syntax alone; whether subject and pronoun agree in kind and number is asked by whoever uses it.
"""

from dragoman.model.parse import Parse, Token

THINGS = frozenset({"it", "its", "itself"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
UNDER = frozenset({"ccomp", "advcl", "pcomp", "xcomp", "conj", "acl", "relcl"})
RELATIVES = frozenset({"who", "which", "that"})
HIGHEST = 6  # clauses followed upwards: none of the sentences of the treebanks needs more


def binder(parse: Parse, pronoun: Token) -> Token | None:
    """The head word of the noun phrase that binds the pronoun; None where no subject of its sentence does."""
    subject = _subject_over(parse, pronoun)
    for _ in range(HIGHEST):
        if subject is None or subject.pos in ("NOUN", "PROPN"):
            return subject
        if subject.lower in RELATIVES:
            clause = parse.head(subject)
            subject = parse.head(clause) if clause.dep == "relcl" else None
        elif subject.lower in THINGS or subject.lower in ("they", "he", "she"):
            subject = _subject_over(parse, subject) if subject.lower[:2] == pronoun.lower[:2] else None
        else:
            return None
    return None


def _subject_over(parse: Parse, pronoun: Token) -> Token | None:
    """The subject of the pronoun's clause, or where the pronoun stands in that subject, of the clause above."""
    token = pronoun
    inside = pronoun.tag != "PRP$" and not pronoun.lower.endswith(("self", "selves"))  # "Peru denied it": another than Peru
    for _ in range(4 * HIGHEST):
        above = parse.head(token)
        if above.i == token.i:
            return None
        if token.dep in SUBJECTS:
            inside = True
        if above.pos in ("VERB", "AUX"):
            found = [child for child in parse.children(above, *SUBJECTS) if child.i not in (token.i, pronoun.i)]
            if found and not inside:
                return found[0]
            if inside and (above.dep not in UNDER or above.dep in ("conj", "relcl", "acl")):
                return None  # "X fell and it burned": the second clause begins anew
            inside = False
            if not found and above.dep not in UNDER:
                return None
        token = above
    return None
