"""Receipts: what a file is, by its first bytes and never by its name, and how large it may be."""

from collections.abc import Mapping
from typing import Final

MOST_BYTES: Final = 3_000_000
STARTS: Final[Mapping[bytes, str]] = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
SUFFIXES: Final[Mapping[str, str]] = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
}


class ReceiptUnreadable(Exception):
    """A file that is no picture or PDF, is empty, or is too large (ISF-BUY-2)."""

    rule = "ISF-BUY-2"

    def __init__(self, *, too_large: bool) -> None:
        self.too_large = too_large
        super().__init__("A receipt is a JPEG, a PNG or a PDF of at most 3 MB.")


def media_type(*, content: bytes) -> str:
    """The media type of a receipt. Errors: `ReceiptUnreadable`. Source: ISF-BUY-2."""
    if len(content) > MOST_BYTES:
        raise ReceiptUnreadable(too_large=True)
    for start, kind in STARTS.items():
        if content.startswith(start):
            return kind
    raise ReceiptUnreadable(too_large=False)
