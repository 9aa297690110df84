"""Measures Avlasta beside what it is built on: every figure has its baseline from the same run."""
