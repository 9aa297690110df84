"""The rules of coordinated recruitment: pure functions, no I/O."""
