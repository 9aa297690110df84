"""Runs one of our processes with a wrong clock: ``AVLASTA_CLOCK_DAYS`` days ahead, behind when negative.

``AVLASTA_SKEWED`` is the process's module.
"""

import os
import runpy
from datetime import UTC, datetime, timedelta

import time_machine

if __name__ == "__main__":
    skew = timedelta(days=float(os.environ["AVLASTA_CLOCK_DAYS"]))
    with time_machine.travel(datetime.now(UTC) + skew, tick=True):
        runpy.run_module(os.environ["AVLASTA_SKEWED"], run_name="__main__")
