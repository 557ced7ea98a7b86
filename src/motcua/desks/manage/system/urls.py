"""Addresses of the technical pages; `config/urls.py` takes them in where the setting names their place."""

from motcua.desks.manage.system.rows import register
from motcua.desks.manage.system.site import site

register()
urlpatterns = site.get_urls()
app_name = "admin"
