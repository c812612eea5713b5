"""`python -m tests.pipeline.clustered DIR SOURCE ADDRESS`: an archive by the light worker of a cluster; prints each shard as it is kept."""

import sys

from dragoman.cluster import Cluster
from dragoman.model.errors import SettingError
from dragoman.pipeline import begun, read_archive
from dragoman.settings import Settings
from tests.pipeline import light


def main() -> None:
    where, source, address = sys.argv[1:]
    with begun(where, Settings(), 4) as archive, Cluster(address, light.read) as pool:
        for step in read_archive(archive, [source], Settings(), pool):
            sys.stdout.write(f"{step.shard.name}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except SettingError as error:
        sys.exit(str(error))
