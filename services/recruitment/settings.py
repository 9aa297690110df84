"""What the service needs to know beyond what every service does."""

import base64
from pathlib import Path
from typing import Final, Self

from pydantic import Field, SecretStr, model_validator

from libs.settings import Settings

_LOCAL: Final = "local"
_KEY_BYTES: Final = 32


class RecruitmentSettings(Settings):
    """The occupations that may be ordered, what the law asks for, and the keys that candidates' data is sealed with."""

    occupations_file: Path = Field(default=Path("deploy/local/occupations.json"), description="Occupations by id")
    gate_rules_file: Path = Field(default=Path("deploy/local/gate_rules.json"), description="Gates by date")
    personal_data_keys: dict[str, SecretStr] = Field(
        default={}, description="AES-256 keys by id, base64, in JSON; the last one seals, all of them open"
    )
    mark_key: SecretStr = Field(
        default=SecretStr(""), description="Recognises a person in two applications; lasting, at least 32 characters"
    )

    @model_validator(mode="after")
    def _keeps_secrets(self) -> Self:
        if any(len(key) != _KEY_BYTES for key in self.sealing_keys.values()):
            message = "AVLASTA_PERSONAL_DATA_KEYS must hold keys of 32 bytes in base64"
            raise ValueError(message)
        short = len(self.mark_key.get_secret_value()) < _KEY_BYTES
        if self.environment == "production" and (_LOCAL in self.sealing_keys or short):
            message = "set AVLASTA_PERSONAL_DATA_KEYS and AVLASTA_MARK_KEY; the local ones keep nothing secret"
            raise ValueError(message)
        return self

    @property
    def sealing_keys(self) -> dict[str, bytes]:
        """The keys by id, the one that seals last; where none is set, one that only a local start takes."""
        keys = {key_id: base64.b64decode(key.get_secret_value()) for key_id, key in self.personal_data_keys.items()}
        return keys or {_LOCAL: bytes(_KEY_BYTES)}

    @property
    def recognising_key(self) -> bytes:
        """The key of the hashes that a person is recognised by."""
        return (self.mark_key.get_secret_value() or _LOCAL).encode()
