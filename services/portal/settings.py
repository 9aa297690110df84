"""What the portal needs to know beyond what every service does."""

from pydantic import Field, SecretStr

from libs.settings import Settings


class PortalSettings(Settings):
    """Addresses of the portal itself and of the services it asks, and its registration at the identity provider."""

    portal_url: str = Field(default="http://127.0.0.1:8000", description="The address people see")
    specialist_team_url: str = "http://127.0.0.1:8001"
    recruitment_url: str = "http://127.0.0.1:8002"
    client_id: str = "avlasta-portal"
    client_secret: SecretStr = SecretStr("")
    smtp_host: str = Field(default="", description="Mail server; none: notices are kept and not sent")
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_tls: bool | None = Field(default=None, description="STARTTLS: none lets the server decide")
    mail_from: str = Field(default="avlasta@avlasta.example", description="Sender of notices")

    @property
    def secure_cookies(self) -> bool:
        """Cookies are Secure and carry the __Host- prefix wherever the portal is reached by https."""
        return self.portal_url.startswith("https://")
