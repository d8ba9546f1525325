"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.config.settings")
application = get_wsgi_application()

from marketplace.config import warming  # noqa: E402 - settings and apps are ready only now

warming.warm()
