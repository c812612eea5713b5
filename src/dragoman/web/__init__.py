"""A case as a local site: pages that an analyst looks at, and the same as JSON at the same addresses.

`site(serving)` is the whole application. In: one `Page` a kind of page (`site.py` lists them all), each a function from a case and what is asked to a
noun, which its template shows. Out: nothing is judged or worked out here that a look-up or an assessment does not give.
"""

from .serving import Serving
from .site import site

__all__ = ["Serving", "site"]
