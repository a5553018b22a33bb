from http import HTTPStatus

from service_kit.errors import ServiceError, Unavailable


class SignInError(ServiceError):
    """Why a browser comes back from the provider without a session. The page says it in words."""


class SignInExpired(SignInError):
    status = HTTPStatus.BAD_REQUEST
    code = "SIGN_IN_EXPIRED"
    detail = "This sign-in was used, took too long, or began in another browser. Begin anew."


class SignInDenied(SignInError):
    status = HTTPStatus.FORBIDDEN
    code = "SIGN_IN_DENIED"
    detail = "The identity provider did not sign you in. Try again."


class IdentityNotProven(SignInError):
    status = HTTPStatus.BAD_GATEWAY
    code = "IDENTITY_NOT_PROVEN"
    detail = "The identity provider's answer proves nobody. Tell the operator if it happens again."


class IdentityProviderUnavailable(SignInError, Unavailable):
    code = "IDENTITY_PROVIDER_UNAVAILABLE"
    detail = "The identity provider is away. Whoever is signed in stays so; try again in a minute."


class NoStaffRole(SignInError):
    status = HTTPStatus.FORBIDDEN
    code = "NO_STAFF_ROLE"
    detail = "Your account at the identity provider has no role of the staff. Ask for one there."


class LogoutNotProven(ServiceError):
    status = HTTPStatus.BAD_REQUEST
    code = "LOGOUT_NOT_PROVEN"
    detail = "This is no logout token of the identity provider for this platform, or a used one."


class IdentityInUse(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "IDENTITY_IN_USE"
    detail = "Another user signs in by this subject. Unlink that one first."
