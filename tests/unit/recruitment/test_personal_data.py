"""What is sealed opens only for whom it was sealed, by the key it was sealed with; the local key is no secret."""

import base64
from typing import Any
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from pydantic import ValidationError

from services.recruitment.personal_data import PersonalData, Sealed
from services.recruitment.settings import RecruitmentSettings

OLD, NEW = {"2026": b"a" * 32}, {"2027": b"b" * 32}
ANNA, BO = UUID(int=1), UUID(int=2)
SAID = {"last_name": "Testsson"}


def settings(**fields: Any) -> RecruitmentSettings:
    return RecruitmentSettings(database_url="postgresql+psycopg://nobody@127.0.0.1:1/none", **fields)


def test_what_is_sealed_is_not_seen_and_opens_again() -> None:
    personal = PersonalData(OLD, b"m")
    sealed = personal.seal(ANNA, SAID)
    assert b"Testsson" not in sealed.content
    assert personal.open(ANNA, sealed) == SAID
    assert personal.seal(ANNA, SAID) != sealed


def test_it_does_not_open_in_anothers_row_or_when_changed() -> None:
    personal = PersonalData(OLD, b"m")
    sealed = personal.seal(ANNA, SAID)
    with pytest.raises(InvalidTag):
        personal.open(BO, sealed)
    with pytest.raises(InvalidTag):
        personal.open(ANNA, Sealed(sealed.key_id, sealed.content[:-1] + bytes([sealed.content[-1] ^ 1])))


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    before = PersonalData(OLD, b"m").seal(ANNA, SAID)
    both = PersonalData(OLD | NEW, b"m")
    assert both.open(ANNA, before) == SAID
    assert both.seal(ANNA, SAID).key_id == "2027"
    assert both.keyed(b"x") == PersonalData(NEW, b"m").keyed(b"x") != PersonalData(NEW, b"n").keyed(b"x")


def test_the_local_keys_are_refused_in_production() -> None:
    real = {"personal_data_keys": {"2026": base64.b64encode(b"a" * 32).decode()}, "mark_key": "m" * 32}
    assert settings(environment="local").sealing_keys == {"local": bytes(32)}
    assert settings(environment="production", **real).sealing_keys == OLD
    for name in real:
        with pytest.raises(ValidationError, match="keep nothing secret"):
            settings(environment="production", **{other: value for other, value in real.items() if other != name})
    with pytest.raises(ValidationError, match="32 bytes"):
        settings(environment="local", personal_data_keys={"2026": "YQ=="})
