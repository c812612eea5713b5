"""Who stands where: a lookup from a stretch of the text to the actor mentioned there."""

from bisect import bisect_left

from .actor import Mention


class Cast:
    """Mentions by place. Built once a report, asked by every later step."""

    __slots__ = ("_by_start", "_longest", "_starts")

    def __init__(self, mentions: tuple[Mention, ...]) -> None:
        self._by_start = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
        self._starts = [mention.start for mention in self._by_start]
        self._longest = max((mention.end - mention.start for mention in mentions), default=0)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that overlap [start, end), in text order."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [mention for mention in self._by_start[first:last] if mention.end > start]

    def mention_at(self, offset: int) -> Mention | None:
        """The shortest mention over the code point at `offset` (give the start of a phrase's head word), or None.

        Over "militias" in "Iran-backed militias" that is the militias, over "Iran" it is Iran.
        """
        found = self.mentions_in(offset, offset + 1)
        return min(found, key=lambda mention: mention.end - mention.start) if found else None

    def actor_at(self, offset: int) -> str | None:
        """The actor id of that mention, or None."""
        mention = self.mention_at(offset)
        return mention.actor if mention else None
