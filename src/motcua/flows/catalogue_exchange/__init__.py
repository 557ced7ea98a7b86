"""Procedures out of an installation and into another, as JSON."""

from motcua.flows.catalogue_exchange.bring_in import CatalogueWrong, Step, import_catalogue
from motcua.flows.catalogue_exchange.export import export_catalogue
from motcua.flows.catalogue_exchange.reader import Wrong, load_json

__all__ = ["CatalogueWrong", "Step", "Wrong", "export_catalogue", "import_catalogue", "load_json"]
