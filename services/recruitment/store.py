"""All tables of the service, for migrations to be compared with."""

from services.recruitment import (
    application_tables,
    calibration_tables,
    campaign_tables,
    disclosure_tables,
    equality_tables,
    interview_tables,
    matching_tables,
    one_time_link_tables,
    reference_tables,
    referral_tables,
    retention_tables,
    screening_tables,
    selection_test_tables,
)
from services.recruitment.tables import metadata

__all__ = [
    "application_tables",
    "calibration_tables",
    "campaign_tables",
    "disclosure_tables",
    "equality_tables",
    "interview_tables",
    "matching_tables",
    "metadata",
    "one_time_link_tables",
    "reference_tables",
    "referral_tables",
    "retention_tables",
    "screening_tables",
    "selection_test_tables",
]
