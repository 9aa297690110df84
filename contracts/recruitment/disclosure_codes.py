"""Closed lists of disclosures (sv. *utlämnande*): documents that anybody may ask for, what is secret masked."""

from enum import StrEnum


class DisclosedDocument(StrEnum):
    """What is asked for. The list of applicants is the campaign's; the others belong to one application each."""

    APPLICANTS = "applicants"
    APPLICATION = "application"
    JUDGEMENTS = "judgements"
    INTERVIEWS = "interviews"
    DECISIONS = "decisions"
    FEEDBACK = "feedback"
    TESTS = "tests"


class PassageName(StrEnum):
    """What a passage says; it is given out or masked as a whole."""

    NAME = "name"
    IDENTITY_NUMBER = "identity_number"
    EMAIL = "email"
    PHONE = "phone"
    RECEIVED_ON = "received_on"
    WITHDRAWN_ON = "withdrawn_on"
    DEGREE = "degree"
    YEARS = "years"
    EXPERIENCE = "experience"
    LETTER = "letter"
    AGREED_LEVEL = "agreed_level"
    AGREED_FINDING = "agreed_finding"
    LEVEL = "level"
    FINDING = "finding"
    NOTE = "note"
    PROPOSED_FOR = "proposed_for"
    DECISION = "decision"
    REFERRAL_STATUS = "referral_status"
    PASSED_OVER = "passed_over"
    FEEDBACK = "feedback"
    TEST = "test"


class MaskGround(StrEnum):
    """By what a passage is masked: OSL 39 kap. 5 a § or 5 b §; for a protected identity no section is cited here."""

    SELECTION_TEST = "selection_test"
    TOP_MANAGER = "top_manager"
    PROTECTED_IDENTITY = "protected_identity"


class DisclosureStatus(StrEnum):
    """Whether it is looked through, or given out."""

    BEGUN = "begun"
    GIVEN = "given"
