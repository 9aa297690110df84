"""A file that a form sent, and what is said when a service refuses it as a whole."""

from starlette.datastructures import FormData, UploadFile

from libs.client import Refused
from libs.refusals import Unavailable
from services.portal.language import text
from services.portal.refusals import Trouble


def file_of(fields: FormData) -> UploadFile | None:
    """Return the file that was chosen, if one was."""
    found = fields.get("file")
    return found if isinstance(found, UploadFile) and found.filename else None


def naming_columns(found: Trouble, refusal: Refused | Unavailable) -> Trouble:
    """Return the trouble with the columns it is about, which are no fields of the form."""
    columns = [one.found for one in refusal.problem.errors if one.found] if isinstance(refusal, Refused) else []
    changes = [text("Kolumnen %(column)s") % {"column": name} for name in columns]
    return Trouble(found.status, found.tone, found.heading, found.advice, found.reference, changes=changes)
