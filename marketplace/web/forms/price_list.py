"""A price list as it is sent."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from marketplace.rules import price_files
from marketplace.web.presenters import price_list as words


class PriceListForm(forms.Form):
    """One file; what it is, is judged by what stands in it and never by its name."""

    file = forms.FileField(
        label="Your price list",
        help_text=f"A CSV file, at most 1 MB and {price_files.MOST_ROWS:,} rows.",
        allow_empty_file=True,
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> bytes:
        """The bytes of a file that can be read as rows, or what to do about it."""
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        content: bytes = sent.read(price_files.MOST_BYTES + 1)
        try:
            price_files.read(content=content)
        except price_files.Unreadable as unreadable:
            raise forms.ValidationError(
                words.unreadable(refused=unreadable), code=unreadable.problem
            ) from unreadable
        return content
