"""Imports as HTTP bodies."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from contracts.problem import FieldError
from contracts.specialist_team.imports import Fate, FateCount, Import, ImportKind, ImportRow, ImportStatus


def checked_file(row: Row[Any], counts: Mapping[Fate, int]) -> Import:
    """Return a file with how many rows had each fate."""
    return Import(
        id=row.id,
        kind=ImportKind(row.kind),
        status=ImportStatus(row.status),
        file_name=row.file_name,
        fingerprint=row.fingerprint,
        rows=row.rows,
        counts=[FateCount(fate=fate, rows=counts[fate]) for fate in Fate if fate in counts],
        checked_at=row.checked_at,
        finished_at=row.finished_at,
    )


def import_row(row: Row[Any]) -> ImportRow:
    """Return a row's fate."""
    return ImportRow(
        number=row.number,
        key=row.key,
        fate=Fate(row.fate),
        errors=[FieldError.model_validate(error) for error in row.errors],
        request=row.request_id or row.known,
        reference=row.reference,
    )
