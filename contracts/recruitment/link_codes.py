"""What one-time links are for."""

from enum import StrEnum


class LinkPurpose(StrEnum):
    """What a link opens (sv. *engångslänk*).

    ``candidate_page`` is handed to a candidate, and opened as often as it is needed; each time it is exchanged for a
    short ``candidate_visit``. ``reference`` asks for one reference and is used once.
    """

    CANDIDATE_PAGE = "candidate_page"
    CANDIDATE_VISIT = "candidate_visit"
    REFERENCE = "reference"
