"""A machine made of folders: the install guide's own commands run in it, with stand-ins for what only root may do."""
