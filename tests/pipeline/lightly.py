"""`python -m tests.pipeline.lightly read …`: the command `dragoman`, but that `read --to` reads by the light worker."""

from typing import Any

from dragoman.cli import archiving, main
from dragoman.cluster import Cluster
from dragoman.pipeline import Processes
from tests.pipeline import light


def pool(into: archiving.Into) -> Any:
    return Cluster(into.cluster, light.read) if into.cluster is not None else Processes(into.workers or 1, light.read)


if __name__ == "__main__":
    archiving._pool = pool
    main()
