"""Tests, in the order of the house: rules, rooms, flows, desks, contracts, journeys, house."""
