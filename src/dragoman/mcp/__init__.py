"""A case for a language model to look things up in: the Model Context Protocol over standard input and output, read-only.

Our own few lines and not the protocol's package, whose HTTP transports bring 30 packages (70 MB) and 0.9 s at start; docs/mcp.md says more.
"""

from .protocol import serve

__all__ = ["serve"]
