"""The specialist team's closed lists of words, used in events, HTTP bodies and the domain alike."""

from enum import StrEnum


class Status(StrEnum):
    """Where a support request (sv. *stödförfrågan*) stands."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    TRIAGED = "triaged"
    QUEUED = "queued"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    EVALUATED = "evaluated"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Command(StrEnum):
    """What can be done with a support request."""

    SAVE_DRAFT = "save_draft"
    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    RESUBMIT = "resubmit"
    RETURN = "return"
    TRIAGE = "triage"
    CONFIRM_ACUTE = "confirm_acute"
    REFUSE_ACUTE = "refuse_acute"
    QUEUE = "queue"
    OVERRIDE = "override"
    LIFT_OVERRIDE = "lift_override"
    OFFER = "offer"
    RETRACT_OFFER = "retract_offer"
    ACCEPT_OFFER = "accept_offer"
    TURN_DOWN_OFFER = "turn_down_offer"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    START = "start"
    COMPLETE = "complete"
    EVALUATE = "evaluate"
    SPLIT = "split"
    PROPOSE_END = "propose_end"
    AGREE_END = "agree_end"
    DECLINE_END = "decline_end"
    LET_END = "let_end"
    HAND_OVER = "hand_over"
    STAND_DOWN = "stand_down"
    REVIEW = "review"
    FOLLOW_UP_EFFECT = "follow_up_effect"
    CHOOSE_AGENCY = "choose_agency"
    KEEP_WAITING = "keep_waiting"
    NAME_POSITION = "name_position"
    GO_ON_AFTER_HIRE = "go_on_after_hire"


class Purpose(StrEnum):
    """What the help is for."""

    INVESTIGATION_BACKLOG = "investigation_backlog"
    COVER_ABSENCE = "cover_absence"
    INTRODUCTION = "introduction"
    CASE_SUPERVISION = "case_supervision"
    CO_HANDLING = "co_handling"
    METHOD_SUPPORT = "method_support"
    OTHER = "other"


class StatutoryRisk(StrEnum):
    """A time limit set by law that the unit may miss.

    Child investigation four months, preliminary assessment fourteen days (Socialtjänstlag 2025:400, before
    2025-07-01 Socialtjänstlag 2001:453 11 kap. 1 a and 2 §§).
    """

    CHILD_INVESTIGATION = "child_investigation"
    PRELIMINARY_ASSESSMENT = "preliminary_assessment"


class Urgency(StrEnum):
    """The coordinator's assessment of how urgent a request is, most urgent first."""

    ACUTE = "acute"
    HIGH = "high"
    NORMAL = "normal"


class Competence(StrEnum):
    """What a specialist knows and a unit may need."""

    SOCIAL_WORK_DEGREE = "social_work_degree"
    BBIC = "bbic"
    CHILD_INVESTIGATION = "child_investigation"
    PRELIMINARY_ASSESSMENT = "preliminary_assessment"
    INCOME_SUPPORT = "income_support"
    ADDICTION = "addiction"
    SOCIAL_PSYCHIATRY = "social_psychiatry"
    DISABILITY_LAW = "disability_law"
    ELDERLY_CARE = "elderly_care"
    SUPERVISION = "supervision"


class CitySystem(StrEnum):
    """A system of the city that a specialist may need access to in order to help, by what it is for."""

    CASE_MANAGEMENT = "case_management"
    EMAIL_AND_CALENDAR = "email_and_calendar"
    FINANCE = "finance"
    DOCUMENTS = "documents"
    TELEPHONY = "telephony"
    OTHER = "other"


class DeclineReason(StrEnum):
    """Why the team says no to a request."""

    OUTSIDE_ASSIGNMENT = "outside_assignment"
    NO_COMPETENCE = "no_competence"
    NO_CAPACITY = "no_capacity"
    DUPLICATE = "duplicate"


class Alternative(StrEnum):
    """What the team points to instead when it says no."""

    RECRUIT = "recruit"
    CALL_OFF = "call_off"
    TRAINEE = "trainee"
    OWN_REALLOCATION = "own_reallocation"
    NEW_REQUEST_LATER = "new_request_later"


class TurnDownReason(StrEnum):
    """Why the district says no to an offer."""

    DATES_DO_NOT_SUIT = "dates_do_not_suit"
    EXTENT_DOES_NOT_SUIT = "extent_does_not_suit"
    COMPETENCE_DOES_NOT_SUIT = "competence_does_not_suit"
    NEED_HAS_CHANGED = "need_has_changed"


class WithdrawReason(StrEnum):
    """Why the district takes back its request."""

    SOLVED_LOCALLY = "solved_locally"
    RECRUITED = "recruited"
    CALLED_OFF = "called_off"
    TOO_LATE = "too_late"
    SUBMITTED_BY_MISTAKE = "submitted_by_mistake"


class ExpiryCause(StrEnum):
    """Why a request ended by itself."""

    NOT_COMPLETED_IN_TIME = "not_completed_in_time"
    PERIOD_HAS_PASSED = "period_has_passed"
