"""Django's admin, for system administrators: looking at rows, giving up throttles, trying deliveries again."""
