"""Plain rules about people, organisations and days: values in, values out."""

from __future__ import annotations
