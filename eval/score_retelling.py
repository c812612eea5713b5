"""Within-report coreference of events on ECB+'s development part: which happenings are one, told again in another sentence.

Only pairs of annotated mentions that two passages of ours cover, in different sentences, are judged: mentions that are no political event are
not ours to find. `ready`: share of the annotated within-document pairs that are judged at all.
"""

from itertools import combinations

from dragoman.read import read_reports

from . import corpora

CORPORA = ("ecb.train",)


def score() -> dict[str, float]:
    """Percentages over pairs of mentions."""
    rows = corpora.rows("ecb.train")
    readings = read_reports([corpora.report_of(row["text"]) for row in rows])
    gold = judged = same = right = 0
    for row, reading in zip(rows, readings, strict=True):
        owner: dict[int, str] = {}
        for event in reading.events:
            for passage in event.passages:
                for at, mention in enumerate(row["events"]):
                    if mention["start"] < passage.end and passage.start < mention["end"]:
                        owner.setdefault(at, event.id)
        sentence = [next((each.number for each in reading.sentences if each.start <= m["start"] < each.end), -1) for m in row["events"]]
        for one, two in combinations(range(len(row["events"])), 2):
            if sentence[one] == sentence[two]:
                continue
            match = row["events"][one]["cluster"] == row["events"][two]["cluster"]
            gold += match
            if one in owner and two in owner:
                joined = owner[one] == owner[two]
                judged += match
                same += joined
                right += joined and match
    return {
        "events.ecb_retold.precision": round(100 * right / max(1, same), 2),
        "events.ecb_retold.recall": round(100 * right / max(1, judged), 2),
        "events.ecb_retold.ready": round(100 * judged / max(1, gold), 2),
    }
