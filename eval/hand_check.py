"""A sample of the events read in real articles, for a reader to judge: `python -m eval.hand_check --into FILE [--events 100]`.

The sample is the events of news_guardian with the lowest digests of their ids, so it depends on no order and on nobody's choice. FILE gets the
passages and stays out of the repository: the articles are not ours to publish. What was judged is kept in hand_check.csv, by report and offsets.
"""

import argparse
import csv
import hashlib
from pathlib import Path

from dragoman.model.reading import EventMention, Reading
from dragoman.read import read_reports

from . import corpora

AROUND = 300  # characters of text before and after the sentence


def sampled(readings: list[Reading], size: int) -> list[tuple[Reading, EventMention]]:
    """The events with the lowest digests of report and event id."""
    found = [(reading, event) for reading in readings for event in reading.events]
    return sorted(found, key=lambda pair: hashlib.sha256(f"{pair[0].report.id} {pair[1].id}".encode()).digest())[:size]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--events", type=int, default=100)
    parser.add_argument("--skip", type=int, default=0, help="how many of the sample were judged before and are left out")
    parser.add_argument("--step", type=int, default=4, help="every how many articles one is read")
    options = parser.parse_args()
    rows = corpora.rows("news_guardian")[:: options.step]
    reports = [corpora.report_of(row["text"], row["published"], row["outlet"]) for row in rows]
    readings = list(read_reports(reports))
    texts = {report.id: report.text for report in reports}
    with options.into.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow(
            [
                "report",
                "start",
                "end",
                "type",
                "mode",
                "status",
                "factuality",
                "trigger",
                "actors",
                "recipients",
                "passage",
                "type_ok",
                "actor_ok",
                "recipient_ok",
                "note",
            ]
        )
        for reading, event in sampled(readings, options.skip + options.events)[options.skip :]:
            text = texts[reading.report.id]
            told = [" | ".join(text[each.start : each.end] for each in side) for side in (event.actors, event.recipients)]
            passage = text[max(0, event.start - AROUND) : event.end + AROUND].replace("\n", " ")
            sheet.writerow(
                [
                    reading.report.id,
                    event.start,
                    event.end,
                    event.type,
                    event.mode,
                    event.status,
                    event.factuality,
                    text[event.start : event.end],
                    *told,
                    passage,
                    "",
                    "",
                    "",
                    "",
                ]
            )


if __name__ == "__main__":
    main()
