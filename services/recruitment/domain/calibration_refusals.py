"""What is said no to about calibrations. Each name says how the world is."""

from libs.refusals import NotFound, ServiceError


class CalibrationNotFound(NotFound):
    """No such calibration is called for."""


class CalibrationIsHeld(ServiceError):
    """It is noted already that the assessors have talked it through."""
