"""What a candidate is told of an application."""

from enum import StrEnum


class OwnStatus(StrEnum):
    """How an application stands, as its candidate is told; who is proposed or chosen is not told by it."""

    RECEIVED = "received"
    BEING_JUDGED = "being_judged"
    OFFERED = "offered"
    AWAITING_ANSWER = "awaiting_answer"
    ANSWERED = "answered"
    HIRED = "hired"
    HIRED_ELSEWHERE = "hired_elsewhere"
    WITHDRAWN = "withdrawn"
