"""Performance as ratios within one run: what the product does against the least that any program would have to do."""
