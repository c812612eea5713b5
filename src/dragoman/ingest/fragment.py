"""A piece of HTML or NITF, as feeds and wires carry it, → its text. For whole pages, which hold more than the article, there is `page`."""

import re
from html import unescape
from typing import Any

BLOCKS = frozenset(
    ("address", "article", "aside", "block", "blockquote", "body.content", "bq", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl1", "hl2", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
     "summary", "table", "tbody", "tfoot", "thead", "tr", "ul")
)  # fmt: skip
LEFT_OUT = frozenset(
    ("audio", "button", "canvas", "embed", "figure", "form", "head", "iframe", "math", "media", "noscript", "object", "script", "select", "style",
     "svg", "template", "textarea", "video")
)  # fmt: skip

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what no XML holds, and a parser of it stops at

_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")  # HTML has none, and the parser may stop at them


def plain_text(html: str) -> str:
    """Paragraphs parted by blank lines, as of a page, without captions, forms and scripts. What holds no markup stays as it is."""
    if not _MARKUP.search(html):
        return unescape(html).strip()
    from lxml import html as parser

    source = "<div>" + _CONTROL.sub("\ufffd", html) + "</div>"
    return text_of(parser.document_fromstring(source.encode("utf-8", "replace"), parser=parser.HTMLParser(encoding="utf-8")))


def text_of(tree: Any) -> str:
    """The same of an element, parsed already."""
    from lxml import etree

    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):  # no recursion: markup may be nested without end
        tag = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            hidden += tag in LEFT_OUT
            pieces.append("\n" if tag in BLOCKS else " | " if tag in ("td", "th") and element.getprevious() is not None else "")
            pieces.append("" if hidden else _flow(element.text))
        else:
            if event == "end":
                hidden -= tag in LEFT_OUT
                pieces.append("\n" if tag in BLOCKS else "")
            pieces.append("" if hidden or element is tree else _flow(element.tail))
    lines = (re.sub(" {2,}", " ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _flow(text: str | None) -> str:
    """Text as a browser runs it on: line ends and tabs are spaces."""
    return re.sub("[ \t\r\n\f]+", " ", text or "")
