"""What is chosen of recruitment's measures in an address: months of opening, district, minutes an application."""

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query

from contracts.organisation import Slug
from services.portal import formats
from services.portal.access import Portal
from services.portal.demand_choice import Month, months
from services.portal.visitor import SEES_ORDERS, Visitor

USUAL_MINUTES: Final = 15
"""What HR-service supposes that a manager needs for one application, until it is measured."""
_MINUTES: Final = (5, 10, 15, 20, 30)


@dataclass(frozen=True)
class MeasuresChosen:
    """What the address says; an empty value is no choice."""

    fran: str
    till: str
    stadsdel: str
    minuter: int

    def query(self, **changes: str) -> str:
        """Return the address's query with ``changes``; what is empty or usual is left out."""
        values = vars(self) | {"minuter": "" if self.minuter == USUAL_MINUTES else self.minuter} | changes
        return urlencode({name: value for name, value in values.items() if value})

    def asked(self) -> dict[str, str]:
        """Return which positions, as the service takes it."""
        wanted = {
            "firstMonth": f"{self.fran}-01" if self.fran else "",
            "lastMonth": f"{self.till}-01" if self.till else "",
            "district": self.stadsdel,
        }
        return {name: value for name, value in wanted.items() if value}


async def _chosen(
    fran: Month = "",
    till: Month = "",
    stadsdel: Slug | Literal[""] = "",
    minuter: Annotated[int, Query(ge=1, le=240)] = USUAL_MINUTES,
) -> MeasuresChosen:
    return MeasuresChosen(fran, till, stadsdel, minuter)


MeasuresChoice = Annotated[MeasuresChosen, Depends(_chosen)]


def filters(here: Portal, visitor: Visitor, chosen: MeasuresChosen) -> dict[str, Any]:
    """Return what the page's choices show, and what is chosen."""
    districts = here.organisation.districts_on(formats.today())
    return {
        "chosen": vars(chosen) | {"minuter": str(chosen.minuter)},
        "query": chosen.query(),
        "months": [(month.isoformat()[:7], formats.month(month)) for month in months()],
        "districts": [(one.id, one.name) for one in districts] if visitor.has(*SEES_ORDERS) else [],
        "minutes": [(str(one), str(one)) for one in _MINUTES],
    }
