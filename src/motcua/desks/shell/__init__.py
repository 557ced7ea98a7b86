"""What all desks share: page frame, fragments, components."""
