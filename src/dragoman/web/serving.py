"""How a case is served: to whom, and what they may do."""

import secrets
from pathlib import Path

import msgspec

from dragoman.model.errors import SettingError

LOCAL = ("127.0.0.1", "localhost", "::1")
MIB = 1 << 20


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """The case and who may see it. `token` stands in every form: a page of another site cannot know it, so it can change nothing.

    `password`: asked of everybody where given; `private`: whether addresses of this machine and its network may be fetched; `upload`: bytes of a
    request at most; `author`: in whose name corrections are kept.
    """

    case: Path
    host: str = "127.0.0.1"
    port: int = 8765
    password: str | None = None
    read_only: bool = False
    private: bool = False
    upload: int = 64 * MIB
    author: str = "unknown"
    token: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(24))

    def __post_init__(self) -> None:
        if self.host not in LOCAL and not self.password:
            raise SettingError(
                f"--host {self.host} lets others in: set a password first (environment variable DRAGOMAN_PASSWORD), or leave --host out"
            )

    def answers(self, host: str) -> bool:
        """Whether a request with this Host header is for us: a name that somebody's page has pointed at this machine is not (DNS rebinding)."""
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return self.host not in LOCAL or name.strip("[]").lower() in LOCAL
