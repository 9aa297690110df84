"""What an import says no to as a whole; what is wrong with a single row is told at the row."""

from contracts.specialist_team.imports import ImportStatus
from libs.refusals import Invalid, NotFound, ServiceError


class ImportNotFound(NotFound):
    """There is no such import."""


class ImportIs(ServiceError):
    """Only what is checked and not yet run can be run; the code names the status, such as ``import_is_done``."""

    def __init__(self, status: ImportStatus) -> None:
        """Name the status that the import has."""
        super().__init__(f"The import is {status} already; read it again.")
        self._status = status

    @property
    def code(self) -> str:
        """The status as a code."""
        return f"import_is_{self._status}"


class NotTheCheckedFile(ServiceError):
    """The fingerprint is not that of the file that was checked."""


class NothingToImport(ServiceError):
    """No row of the file is new and right."""


class ColumnsMissing(Invalid):
    """The file lacks columns that every row needs."""


class ColumnsUnknown(Invalid):
    """The file has columns that nobody knows; a misspelt name must not lose what stands in it."""
