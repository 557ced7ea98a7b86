"""The house rules that a linter cannot see, each as a test."""
