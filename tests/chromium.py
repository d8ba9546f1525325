"""The browser the tests drive: the system's own Chromium, started the same way every time."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium: install Debian's package chromium, or set CHROMIUM to its path"

# No sandbox: tests may run as root in a container. The others keep it from calling home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    if given := os.environ.get("CHROMIUM"):
        return shutil.which(given)
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> str | None:
    """Install Chromium where that is ours to do; return its path, or None."""
    if (found := find()) or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    print("Installing Chromium for the browser tests", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        done = subprocess.run(
            command,
            env=quiet,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"  {' '.join(command)} failed: {done.stderr.strip()[-300:]}", flush=True)
            return None
    return find()
