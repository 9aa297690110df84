"""What the portal needs to know beyond what every service does."""

from pydantic import Field, SecretStr

from libs.settings import Settings


class PortalSettings(Settings):
    """Addresses of the portal itself and of the service it asks, and its registration at the identity provider."""

    portal_url: str = Field(default="http://127.0.0.1:8000", description="The address people see")
    specialist_team_url: str = "http://127.0.0.1:8001"
    client_id: str = "avlasta-portal"
    client_secret: SecretStr = SecretStr("")

    @property
    def secure_cookies(self) -> bool:
        """Cookies are Secure and carry the __Host- prefix wherever the portal is reached by https."""
        return self.portal_url.startswith("https://")
