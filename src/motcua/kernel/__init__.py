"""Values and small tools that every floor uses; pure Python, no Django."""
