"""The product's settings without what surrounds its views."""

from motcua.config.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "bench.bare"
