"""What an agency charges, a setting until the framework agreement's prices are known here."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.specialist_team.domain.capacity import AGENCY_HOUR_PRICE


class Prices(BaseSettings):
    """Prices to compare the team's cost with."""

    model_config = SettingsConfigDict(env_prefix="AVLASTA_", frozen=True)

    agency_hour_price: int = Field(
        default=AGENCY_HOUR_PRICE, ge=300, le=3000, description="What an agency charges per hour, kr without VAT"
    )
