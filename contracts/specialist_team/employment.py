"""HTTP bodies of who is in the team: joining, employment share, competences, home district, the last day."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from contracts.free_text import Reason
from contracts.organisation import Slug
from contracts.specialist_team.availability import OnMember, Share
from contracts.specialist_team.codes import Competence
from contracts.wire import Body, example_of

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100)]


class Joining(Body):
    """Somebody who is in the team from a day on. ``id`` is the one that the person signs in with."""

    id: Slug
    title: Title
    percent: Share
    competences: list[Competence] = Field(max_length=len(Competence))
    home_district: Slug
    starts_on: date


class JoinTeam(Joining):
    """Let somebody join the team."""

    model_config = example_of(
        {
            "id": "specialist-i",
            "title": "Specialist I",
            "percent": 100,
            "competences": ["social_work_degree", "bbic"],
            "homeDistrict": "farsta",
            "startsOn": "2027-01-11",
            "reason": "Rekryterad enligt beslut.",
        }
    )

    reason: Reason


class ChangeTerms(OnMember):
    """A change of what holds for a member, and why."""

    reason: Reason


class ChangeShare(ChangeTerms):
    """Change the employment share from a day on, more or less. Bookings that then do not fit are kept and reported."""

    model_config = example_of(
        {"expectedVersion": 0, "percent": 60, "startsOn": "2027-02-01", "reason": "Går ner i tid enligt avtal."}
    )

    percent: Share
    starts_on: date


class ChangeCompetences(ChangeTerms):
    """State all competences that hold from a day on."""

    model_config = example_of(
        {
            "expectedVersion": 1,
            "competences": ["social_work_degree", "bbic", "supervision"],
            "startsOn": "2027-02-01",
            "reason": "Har gått handledarutbildningen.",
        }
    )

    competences: list[Competence] = Field(max_length=len(Competence))
    starts_on: date


class ChangeHome(ChangeTerms):
    """Change the district that the specialist starts from."""

    model_config = example_of(
        {"expectedVersion": 2, "homeDistrict": "farsta", "startsOn": "2027-02-01", "reason": "Har flyttat."}
    )

    home_district: Slug
    starts_on: date


class SetLastDay(ChangeTerms):
    """State the last day in the team, or another; None takes it back. Bookings after it are kept and reported."""

    model_config = example_of({"expectedVersion": 3, "lastDay": "2027-06-30", "reason": "Har sagt upp sig."})

    last_day: date | None
