"""Settings of one process, read from environment variables that begin with ``AVLASTA_``."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a service needs to know about its surroundings. The defaults are those of a local start."""

    model_config = SettingsConfigDict(env_prefix="AVLASTA_", frozen=True)

    environment: Literal["local", "test", "production"] = "production"
    instance: str = Field(default="", description="Lasting name of this process, unique within the service")
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str = Field(description="postgresql+psycopg://user:password@host:port/database")
    kafka_bootstrap: str = "127.0.0.1:9092"
    issuer: str = Field(default="http://127.0.0.1:8009", description="OpenID Connect issuer")
    audience: str = Field(default="avlasta", description="Audience that access tokens must name")
    organisation_file: Path = Path("deploy/local/organisation.json")
    otlp_endpoint: str | None = Field(default=None, description="OpenTelemetry collector; none: nothing is sent")
    trace_ratio: float = Field(default=0.1, ge=0, le=1)
    log_format: Literal["json", "console"] = "json"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    most_seconds_per_batch: int = Field(
        default=300, ge=1, description="A consumer that works longer on what it has fetched gives up its partitions"
    )
    failpoint: str | None = Field(default=None, description="Only in tests: where the process kills itself")
