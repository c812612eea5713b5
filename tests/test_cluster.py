"""A cluster reads what the processes of one machine read, also when its workers and its scheduler are killed: `bench.cluster`, with the light worker."""

from importlib.util import find_spec

import pytest

from bench import cluster

pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="dask.distributed is not installed")
NUMBER, SHARD = 160, 4


@pytest.fixture(autouse=True)
def lightly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "COMMAND", "tests.pipeline.lightly")
    monkeypatch.setattr(cluster, "MOMENT", 0.1)


def test_workers_of_a_cluster_read_what_one_process_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert cluster.speed(NUMBER, SHARD, [1, 2], "processes", generated=True)
    _, *rows, last = capsys.readouterr().out.splitlines()
    assert [row.split("  ")[0] for row in rows] == ["1, --workers 1", "1 in a cluster, processes", "2 in a cluster, processes"]
    assert [row.split()[-1] for row in rows] == ["yes"] * 3
    assert all(float(figure) > 0 for row in rows for figure in row.split()[-7:-1])
    assert f"{1 + 2 * NUMBER // SHARD} files an archive" in last


def test_whatever_is_killed_the_same_command_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert cluster.kills(NUMBER, SHARD, {"worker": 2, "command": 1, "scheduler": 1}, 1, "processes")
    _, *rows = capsys.readouterr().out.splitlines()
    told = f"every reading once, the same {1 + 2 * NUMBER // SHARD} files"
    assert [(row.split("; ")[0], row.split("; ")[2]) for row in rows] == [
        ("undisturbed: nothing killed", told),
        ("by --workers 2: 2 workers, 1 command killed", told),
        ("by a cluster, processes: 2 workers, 1 scheduler killed", told),
    ]
