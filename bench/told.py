"""A process that does one of its deeds again and again for a moment whenever it is told to."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


def serve(deeds: Mapping[str, Callable[[], object]]) -> None:
    """Say that this process is ready, then read a deed and seconds, and say what was done."""
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        what, seconds = json.loads(line)
        print(json.dumps(done(deeds[what], seconds)), flush=True)


def done(deed: Callable[[], object], seconds: float) -> float:
    """How many a second were done until the seconds were over, the last one whole."""
    begun, count = time.perf_counter(), 0
    while (spent := time.perf_counter() - begun) < seconds:
        deed()
        count += 1
    return count / spent


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Some of these processes, told at once."""

    members: Sequence[subprocess.Popen[str]]

    @classmethod
    def begin(cls, commands: Sequence[Sequence[str]], *, environment: Mapping[str, str]) -> Crew:
        """Start a process for each command, and wait until every one is ready."""
        members = [
            subprocess.Popen(
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=dict(environment),
            )
            for command in commands
        ]
        crew = cls(members=members)
        crew.answers(members)
        return crew

    def rate(self, what: str, *, members: int, seconds: float) -> float:
        """How many a second so many of them did together."""
        asked = self.members[:members]
        for member in asked:
            assert member.stdin is not None
            member.stdin.write(json.dumps([what, seconds]) + "\n")
            member.stdin.flush()
        return sum(float(answer) for answer in self.answers(asked))

    def answers(self, asked: Sequence[subprocess.Popen[str]]) -> list[object]:
        """One line of each. Errors: `RuntimeError` where a process died."""
        said = [member.stdout.readline() for member in asked if member.stdout is not None]
        if not all(said):
            self.end()
            message = "A writing process died; what it said stands above."
            raise RuntimeError(message)
        return [json.loads(line) for line in said]

    def end(self) -> None:
        """Tell all to leave, and wait for them."""
        for member in self.members:
            member.communicate()
