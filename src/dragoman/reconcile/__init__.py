"""Many reports beside one another: judges, never edits, what was read."""

from .byhand import telling_by_hand
from .components import Ties, batches
from .contests import accusations, contests_of
from .due import answers, due, due_pairs_of
from .duekeys import Tag, due_keys, due_keys_of, enough_due, meet, tag_of, until
from .echoes import SHARED, direct, trace_of
from .endings import endings_of
from .entities import clustered, entity
from .happenings import NEWS, Bonds, attach, cores, first_of, happening, joined, reasons_for, roots
from .judging import judge
from .outside import compared
from .parties import Signed, ordered_of, parties_of, seated_of, signed, stated_of
from .personas import add as with_appearance
from .personas import persona, persona_asks, persona_keys, summed
from .personas import remove as without_appearance
from .recalling import recalls
from .scoring import SLACK, enough, keys_of, pairs_of, window_of
from .shadows import ancestors, followers, repeats
from .speakers import silences_of, spoken_of
from .tellings import news_of, telling_at, tellings_of
from .utterances import utterances_of
from .whole import whole

__all__ = [
    "NEWS", "SHARED", "SLACK", "Bonds", "Signed", "Tag", "Ties", "accusations", "ancestors", "answers", "attach", "batches", "clustered", "compared",
    "contests_of",
    "cores", "direct", "due", "due_keys", "due_keys_of", "due_pairs_of", "endings_of", "enough", "enough_due", "entity", "first_of", "followers",
    "happening", "joined", "judge", "keys_of", "meet", "news_of", "ordered_of", "pairs_of", "parties_of", "persona", "persona_asks", "persona_keys",
    "reasons_for", "recalls", "repeats", "roots", "seated_of", "signed", "silences_of", "spoken_of", "stated_of", "summed", "tag_of", "telling_at",
    "telling_by_hand", "tellings_of", "trace_of", "until", "utterances_of", "whole", "window_of", "with_appearance", "without_appearance",
]  # fmt: skip
