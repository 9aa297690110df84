"""The lot that decides between candidates who score alike: drawn by nobody, checked by everybody.

The seed is drawn and locked before applications close; its hash is published then, the seed itself when the run is
made. Who knows the seed can draw every lot again (commit and reveal).
"""

import hashlib


def commitment(seed: bytes) -> str:
    """Return what is published before anybody could know whom the seed favours."""
    return hashlib.sha256(seed).hexdigest()


def holds(seed: bytes, published: str) -> bool:
    """Return whether the seed is the one that was promised."""
    return commitment(seed) == published


def lot(seed: bytes, candidate: str, position: str) -> str:
    """Return the candidate's lot for the position; the lowest goes first. Another position draws anew."""
    return hashlib.sha256(b"\x00".join((seed, candidate.encode(), position.encode()))).hexdigest()
