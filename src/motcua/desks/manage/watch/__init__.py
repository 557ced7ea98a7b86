"""When holders are warned, to whom lateness goes up, the hour of hand-over: what holds, and a new version."""
