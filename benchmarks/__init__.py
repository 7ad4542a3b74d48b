"""Benchmarks: tables of medians and ratios. Nothing here asserts a time; tests never do either."""
