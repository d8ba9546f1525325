"""Plants one defect after another in a copy of the tree, and says which test catches it.

`python -m tests.mutate [part of a name]`; a defect that no test catches is a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.defects import (
    Defect,
    access,
    buying,
    contributions,
    days,
    deaths,
    ending_early,
    leaving,
    ledger,
    lives,
    market,
    refunds,
    statements,
    tied,
    tortured,
    tranches,
)

ROOT = Path(__file__).resolve().parents[1]
DEFECTS = (
    *ledger.DEFECTS,
    *statements.DEFECTS,
    *market.DEFECTS,
    *buying.DEFECTS,
    *access.DEFECTS,
    *tied.DEFECTS,
    *tranches.DEFECTS,
    *leaving.DEFECTS,
    *ending_early.DEFECTS,
    *refunds.DEFECTS,
    *lives.DEFECTS,
    *deaths.DEFECTS,
    *contributions.DEFECTS,
    *days.DEFECTS,
    *tortured.DEFECTS,
)


def main(arguments: list[str]) -> int:
    wanted = [d for d in DEFECTS if not arguments or arguments[0] in d.name]
    with tempfile.TemporaryDirectory(prefix="market-mutants-") as folder:
        house = Path(folder) / "house"
        copy_to(house)
        missed = [defect.name for defect in wanted if not caught(defect, house)]
    print(f"{len(wanted) - len(missed)} of {len(wanted)} defects caught")
    return 1 if missed else 0


def copy_to(house: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (house / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, house / name)


def caught(defect: Defect, house: Path) -> bool:
    """Plant a defect, run the tests that ought to notice, and take it out again."""
    place = house / defect.path
    whole = place.read_text()
    if whole.count(defect.old) != 1:
        print(f"CANNOT BE PLANTED  {defect.name}: {defect.path} reads otherwise now", flush=True)
        return False
    place.write_text(whole.replace(defect.old, defect.new))
    try:
        command = f"-m pytest -q -x --db={defect.database} {defect.tests}".split()
        done = subprocess.run(
            [sys.executable, *command],
            cwd=house,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        place.write_text(whole)
    found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, flags=re.MULTILINE)
    said = f"caught by {found[1]}" if found else "NOT CAUGHT"
    print(f"{defect.name}: {said}", flush=True)
    return found is not None and done.returncode == 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
