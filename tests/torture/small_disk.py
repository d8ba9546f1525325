"""A disk of a few megabytes, that can be filled to the last byte and given room again."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
PAGE = 4096


class NoSmallDisk(Exception):
    """Nobody may mount a filesystem here, or not the one who runs this; the text says why."""


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A filesystem of its own; one file beside what lies there fills it."""

    folder: Path
    name: str = "disk full"
    says: str = "disk is full"

    def fill(self) -> None:
        ballast = os.open(self.folder / "ballast", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for size in (MEGABYTE, PAGE):
            write_until_full(ballast, bytes(size))
        os.close(ballast)

    def make_room(self) -> None:
        (self.folder / "ballast").unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class NothingWritten:
    """The next best where nothing may be mounted: this process can write to no file."""

    folder: Path
    name: str = "no file can be written"
    says: str = "disk I/O error"

    def fill(self) -> None:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))

    def make_room(self) -> None:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def write_until_full(file: int, piece: bytes) -> None:
    try:
        while os.write(file, piece):
            pass
    except OSError as full:
        if full.errno != errno.ENOSPC:
            raise


@contextmanager
def mounted(*, megabytes: int) -> Iterator[SmallDisk]:
    """Mount a filesystem in memory for the block. Errors: `NoSmallDisk`."""
    with tempfile.TemporaryDirectory(prefix="market-disk-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        disk = Path(folder) / "disk"
        disk.mkdir()
        run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(disk))
        try:
            yield SmallDisk(disk)
        finally:
            run("umount", "--lazy", str(disk))


def run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.CalledProcessError) as why:
        said = getattr(why, "stderr", "") or str(why)
        raise NoSmallDisk(said.strip()) from why
