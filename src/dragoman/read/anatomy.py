import re
from dragoman.model.text import Layout, Part, Report, Span

def find_layout(report: Report) -> Layout:
    return Layout(parts=tuple(Part('body', m.start(), m.end()) for m in re.finditer(r'[^\n]+', report.text)))
