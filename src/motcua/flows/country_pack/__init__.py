"""The country pack: plain files read, judged and brought into the rooms."""

from motcua.flows.country_pack.faults import Fault, PackInvalid
from motcua.flows.country_pack.load import Loaded, load, load_folder
from motcua.flows.country_pack.pack import Pack
from motcua.flows.country_pack.posts import open_posts
from motcua.flows.country_pack.reader import content_of, packaged, read

__all__ = [
    "Fault",
    "Loaded",
    "Pack",
    "PackInvalid",
    "content_of",
    "load",
    "load_folder",
    "open_posts",
    "packaged",
    "read",
]
