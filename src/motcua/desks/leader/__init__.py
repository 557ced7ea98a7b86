"""For those who approve and steer."""
