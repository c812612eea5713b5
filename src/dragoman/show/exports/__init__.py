"""A case in the languages of other programs: nouns in, files out. One module a family of formats; what a target cannot hold is said in `lost`."""

from collections.abc import Callable

import msgspec

from dragoman.model.exported import Lost, Tally

from . import acled, annotation, briefs, calendar, ftm, gdelt, geojson, graph, icews, parquet, plover, polecat, ucdp
from .extract import Extract, Opened
from .tables import write_csv

__all__ = ["FORMATS", "Extract", "Format", "Opened"]


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One target: the specification that it follows, its writer, and what it loses.

    `single`: the name of its only file, by whose ending the format is known; null where it has several, which lie in a folder.
    """

    follows: str
    write: Callable[[Extract, Opened], Tally]
    lost: tuple[Lost, ...] = ()
    single: str | None = None


FORMATS: dict[str, Format] = {
    "acled": Format(follows="ACLED codebook since 2019, 31 columns", write=acled.write_acled, lost=acled.LOSES),
    "annotation": Format(
        follows="W3C Web Annotation Data Model, 2017", write=annotation.write_annotations, lost=annotation.LOSES, single=annotation.FILE
    ),
    "csv": Format(follows="RFC 4180, UTF-8; columns in dictionary.csv", write=write_csv),
    "ftm": Format(follows="FollowTheMoney 3", write=ftm.write_ftm, lost=ftm.LOSES),
    "gdelt": Format(follows="GDELT 2.0 events, mentions, GKG 2.1", write=gdelt.write_gdelt, lost=gdelt.LOSES),
    "geojson": Format(follows="RFC 7946", write=geojson.write_geojson, lost=geojson.LOSES, single=geojson.FILE),
    "gexf": Format(follows="GEXF 1.3", write=graph.write_gexf, lost=graph.LOSES, single=graph.GEXF),
    "graphml": Format(follows="GraphML 1.0", write=graph.write_graphml, lost=graph.LOSES, single=graph.GRAPHML),
    "html": Format(follows="HTML 5", write=briefs.write_html, lost=briefs.LOSES, single=briefs.HTML),
    "icews": Format(follows="ICEWS events, 20 columns", write=icews.write_icews, lost=icews.LOSES),
    "ics": Format(follows="RFC 5545", write=calendar.write_calendar, lost=calendar.LOSES, single=calendar.FILE),
    "markdown": Format(follows="GitHub Flavored Markdown", write=briefs.write_markdown, lost=briefs.LOSES, single=briefs.MARKDOWN),
    "parquet": Format(follows="Apache Parquet; columns as in the csv export's dictionary.csv", write=parquet.write_parquet),
    "plover": Format(follows="PLOVER 2.0 draft, JSON lines", write=plover.write_plover, lost=plover.LOSES, single=plover.FILE),
    "polecat": Format(follows="POLECAT, 40 columns", write=polecat.write_polecat, lost=polecat.LOSES),
    "ucdp": Format(follows="UCDP GED, 49 columns", write=ucdp.write_ucdp, lost=ucdp.LOSES),
}
"""By the name that `dragoman export --format` takes."""
