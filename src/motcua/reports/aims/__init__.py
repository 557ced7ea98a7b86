"""What is done with targets: handed down, watched along their path, judged when they close, and how a gap is closed."""
