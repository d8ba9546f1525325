"""How static files get names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Scripts that import each other are renamed together."""

    support_js_module_import_aggregation = True
