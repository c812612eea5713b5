"""Closed classes of words by which the walks tell a party from any other noun."""

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS = ("nsubj", "csubj", "nsubjpass", "csubjpass")
NAMED = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC"})
QUANTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
PARTS = frozenset(
    {
        "dozen", "score", "hundred", "thousand", "number", "one", "some", "many", "most", "several", "handful", "majority", "part", "all",
        "both", "none", "any", "million", "lot", "rest", "remnant", "half", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten",
    }
)  # fmt: skip
TIMES = frozenset(
    {
        "time", "moment", "day", "night", "week", "month", "year", "hour", "dawn", "dusk", "morning", "afternoon", "evening", "end",
        "beginning", "start", "date", "weekend", "midnight",
    }
)  # fmt: skip
PREFIXES = frozenset({"pro", "anti", "non", "ex", "post", "pre"})  # "pro-Belmoran rally": nobody's of Belmora
ADVERBIAL = frozenset(
    {
        "return", "response", "addition", "turn", "exchange", "advance", "fact", "retaliation", "total", "vain", "secret", "private",
        "home", "ground", "bid", "effort", "attempt", "wake", "aftermath", "midst", "connection", "exile",
    }
)  # fmt: skip
# "in return", "on the ground", "in a bid to": they tell how, not whom
NOT_A_PARTY = frozenset({"there", "itself", "himself", "themselves", "herself", "what", "this", "these", "those", "something", "nothing"})
PERSONAL = frozenset({"i", "we", "you", "he", "she", "they", "him", "her", "them", "us", "me", "who", "whom", "it"})
