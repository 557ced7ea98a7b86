"""What people keep of reports: saved ones with their letters, and large ones as tasks."""
