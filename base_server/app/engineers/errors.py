from http import HTTPStatus

from service_kit.errors import ServiceError


class LoginTaken(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "LOGIN_TAKEN"
    detail = "Another engineer has this login. Choose another one."


class EngineerNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "ENGINEER_NOT_FOUND"
    detail = "There is no engineer with this id. See GET /admin/engineers."


class EngineerFromProvider(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "ENGINEER_FROM_PROVIDER"
    detail = "This engineer signs in at the identity provider. Change the roles or password there."


class BootstrapLoginInUse(RuntimeError):
    """Stops the preparation, for nobody could administrate the server that starts after it."""

    def __init__(self, login: str) -> None:
        super().__init__(
            f"Nobody may administrate, and the bootstrap login {login!r} is an engineer of the "
            "identity provider. Set BASE_BOOTSTRAP__LOGIN to another login and start again."
        )


class LastAdministrator(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "LAST_ADMINISTRATOR"
    detail = "The last engineer with ADMIN cannot lose it. Give it to another one first."
