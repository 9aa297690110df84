"""`make pilot`: lives the pilot of 2016 on a database of its own and prints what the measures say of it."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from deploy.local.pilot import APPLICANTS, LAST, Pilot
from deploy.local.postgres import Postgres
from deploy.local.process import free_port
from libs import migrate
from services.recruitment.settings import RecruitmentSettings

_SERVICE = "recruitment"


def main() -> int:
    """Live the pilot and print its measures."""
    count = int(os.environ.get("AVLASTA_PILOT_APPLICANTS", APPLICANTS))
    with tempfile.TemporaryDirectory(prefix="avlasta-pilot-") as folder:
        Path(folder).chmod(0o711)
        server = Postgres(Path(folder) / "postgres", free_port(), {"fsync": "off"})
        server.start()
        try:
            url = server.create_database(_SERVICE, role=_SERVICE)
            migrate.upgrade(_SERVICE, url)
            print(f"52 positions, {count} applicants, to {LAST}: some minutes.", flush=True)
            print(asyncio.run(_lived(url, count)))
        finally:
            server.stop("immediate")
    return 0


async def _lived(url: str, count: int) -> str:
    settings = RecruitmentSettings(environment="local", database_url=url)
    pilot = Pilot(settings, count)
    with pilot.office.clock():
        await pilot.live()
        told = await pilot.office.get("styrgrupp", "/measures", firstMonth="2016-04-01", lastMonth="2016-10-01")
    await pilot.office.close()
    groups = [("all", told["total"]), *((one["key"], one["tally"]) for one in told["districts"])]
    return "\n".join(_line(name, tally) for name, tally in groups)


def _line(name: str, tally: dict[str, Any]) -> str:
    days, offers = tally["days"], tally["offers"]
    return (
        f"{name:14} {tally['filled']:3} of {tally['positions']} filled, half within {tally['medianDays']} days; "
        f"days with HR-service {days['hrService']}, managers {days['manager']}, candidates {days['candidate']}; "
        f"{offers['accepted']} of {offers['made']} offers accepted; {tally['relievedMinutes'] // 60} hours relieved"
    )


if __name__ == "__main__":
    sys.exit(main())
