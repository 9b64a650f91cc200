"""How sign-in behaves here: nobody signs up, people are invited; single sign-on finds who was invited."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.institution.people.models import Person


class House:
    """What mail calls us, in the place of a "site"."""

    name = "Pendopo"

    @property
    def domain(self) -> str:
        """The host name people know."""
        return urlsplit(settings.PUBLIC_URL).netloc


class SignIn(DefaultAccountAdapter):
    """Sign-in by e-mail and password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail names this house, not the host name under which somebody asked for it."""
        super().send_mail(template_prefix, email, {"current_site": House(), **context})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Links in mail lead to the house's own address, whatever host name a request came in under."""
        uid, _dash, token = key.partition("-")
        place = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return urljoin(settings.PUBLIC_URL + "/", place)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The same for the link that confirms an address."""
        place = reverse("account_confirm_email", args=[emailconfirmation.key])
        return urljoin(settings.PUBLIC_URL + "/", place)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address; the proxy's word for it is taken only where a proxy is trusted."""
        if settings.USE_X_FORWARDED_HOST:
            return str(super().get_client_ip(request))
        return str(request.META.get("REMOTE_ADDR", ""))


class SecondFactor(DefaultMFAAdapter):
    """Secrets of second factors are sealed like all others."""

    def encrypt(self, text: str) -> str:
        """Seal a secret for the table."""
        return settings.PENDOPO_KEY_RING.seal(text, "mfa.authenticator").hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return settings.PENDOPO_KEY_RING.open_text(bytes.fromhex(encrypted_text), "mfa.authenticator")


class SingleSignOn(DefaultSocialAccountAdapter):
    """Single sign-on lets in whom an administrator has invited, by their verified e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody comes in who was not invited."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect the issuer's identity to the person who was invited under this address."""
        if sociallogin.is_existing:
            return
        verified = [one.email.casefold() for one in sociallogin.email_addresses if one.verified]
        person = Person.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            messages.error(request, _("Nobody was invited under this address. Ask your administrator."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, person)
