"""Form definitions as data; answers validated on the server."""
