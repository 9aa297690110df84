"""What is chosen of demand in an address: months, district, area, purpose and division; and what can be chosen."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query

from contracts.organisation import Area, Slug
from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.demand import Division
from services.portal import formats
from services.portal.access import Portal
from services.portal.swedish import says
from services.portal.visitor import SEES_ALL, Visitor

Month = Annotated[str, Query(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")]
_SHOWN_MONTHS: Final = 24


@dataclass(frozen=True)
class Chosen:
    """What the address says; an empty value is no choice."""

    fran: str
    till: str
    stadsdel: str
    omrade: str
    syfte: str
    indelning: str
    kant: str = ""

    def query(self, **changes: str) -> str:
        """Return the address's query with ``changes``; what is empty is left out."""
        values = vars(self) | changes
        return urlencode({name: value for name, value in values.items() if value})

    def asked(self) -> dict[str, str]:
        """Return the choice as the service takes it."""
        wanted = {
            "firstMonth": f"{self.fran}-01" if self.fran else "",
            "lastMonth": f"{self.till}-01" if self.till else "",
            "district": self.stadsdel,
            "area": self.omrade,
            "purpose": self.syfte,
            "division": Division.THEN if self.indelning == "da" else "",
            "asOf": self.kant,
        }
        return {name: value for name, value in wanted.items() if value}


async def _chosen(
    fran: Month = "",
    till: Month = "",
    stadsdel: Slug | Literal[""] = "",
    omrade: Area | Literal[""] = "",
    syfte: Purpose | Literal[""] = "",
    indelning: Literal["", "da"] = "",
    kant: date | Literal[""] = "",
) -> Chosen:
    return Chosen(fran, till, stadsdel, omrade, syfte, indelning, kant.isoformat() if kant else "")


Choice = Annotated[Chosen, Depends(_chosen)]


def filters(here: Portal, visitor: Visitor, chosen: Chosen) -> dict[str, Any]:
    """Return what the page's choices show, and what is chosen."""
    districts = here.organisation.districts if chosen.indelning else here.organisation.districts_on(formats.today())
    return {
        "chosen": vars(chosen),
        "query": chosen.query(),
        "months": [(month.isoformat()[:7], formats.month(month)) for month in months()],
        "districts": [(one.id, one.name) for one in districts] if visitor.has(*SEES_ALL) else [],
        "areas": [(code.value, says(code)) for code in Area],
        "purposes": [(code.value, says(code)) for code in Purpose],
    }


def months() -> list[date]:
    """Return the months that can be chosen, the present one first."""
    number = formats.today().year * 12 + formats.today().month - 1
    return [date((number - back) // 12, (number - back) % 12 + 1, 1) for back in range(_SHOWN_MONTHS)]
