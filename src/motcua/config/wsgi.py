"""The WSGI application, wired."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

from motcua.config import wiring  # noqa: E402

application = get_wsgi_application()
wiring.wire()
