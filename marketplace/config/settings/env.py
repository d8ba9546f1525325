"""Where settings come from: the environment, then a file `.env` that is never committed."""

from __future__ import annotations

import os
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = BASE_DIR / "var"  # what this machine keeps: never committed
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()

_file = os.environ.get("ENV_FILE", str(BASE_DIR / ".env"))
if _file and Path(_file).is_file():
    env.read_env(_file)

# One developer on their own machine, without https. Everything below is strict unless this is on.
LOCAL: bool = env.bool("LOCAL", default=False)
