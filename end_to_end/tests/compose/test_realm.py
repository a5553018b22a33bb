"""keycloak/realm.json, held against what Keycloak reads and against what the platform asks for.

Keycloak ignores a misspelt field without a word. `keycloak_fields.json` names those that it knows,
as the typed client of the same version does.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from tests.compose.files import ROOT, VARIABLE, environment, services
from tests.compose.test_settings import FILLED

Fields = dict[str, Any]


@cache
def realm() -> Fields:
    loaded: Fields = json.loads((ROOT / "keycloak" / "realm.json").read_text(encoding="utf-8"))
    return loaded


def client() -> Fields:
    (only,) = realm()["clients"]
    return dict(only)


def known(kind: str) -> set[str]:
    fields = json.loads(Path(__file__).with_name("keycloak_fields.json").read_bytes())
    return set(fields[kind])


class TestFields:
    def test_are_those_of_keycloak(self) -> None:
        assert set(realm()) <= known("realm")
        assert set(client()) <= known("clients")
        assert all(set(one) <= known("requiredActions") for one in realm()["requiredActions"])
        assert all(set(one) <= known("protocolMappers") for one in client()["protocolMappers"])
        assert all(set(one) <= known("roles") for one in realm()["roles"]["realm"])

    def test_are_of_the_version_that_is_built(self) -> None:
        fields = json.loads(Path(__file__).with_name("keycloak_fields.json").read_bytes())
        version = fields["source"].split()[1].rstrip(",")
        assert f"keycloak:{version}" in (ROOT / "keycloak" / "Dockerfile").read_text()


class TestPassengers:
    def test_verify_their_address(self) -> None:
        assert realm()["verifyEmail"] is True
        assert "VERIFY_EMAIL" in enabled_actions()

    def test_can_reset_a_password(self) -> None:
        assert realm()["resetPasswordAllowed"] is True
        assert "UPDATE_PASSWORD" in enabled_actions()

    def test_may_have_a_second_factor_and_need_none(self) -> None:
        (otp,) = (one for one in realm()["requiredActions"] if one["alias"] == "CONFIGURE_TOTP")
        assert (otp["enabled"], otp["defaultAction"]) == (True, False)
        assert realm()["otpPolicyType"] == "totp"
        # The built-in flow asks for the code of those who have set it up.
        assert "browserFlow" not in realm()

    def test_read_both_languages(self) -> None:
        assert realm()["internationalizationEnabled"] is True
        assert sorted(realm()["supportedLocales"]) == ["en", "ru"]

    def test_get_mail(self) -> None:
        mail = environment("keycloak", FILLED)
        assert {"SMTP_HOST", "SMTP_FROM", "SMTP_PASSWORD"} <= set(mail)
        assert VARIABLE.fullmatch(realm()["smtpServer"]["host"])


def enabled_actions() -> set[str]:
    return {one["alias"] for one in realm()["requiredActions"] if one["enabled"]}


class TestStaff:
    def test_every_role_is_worth_a_privilege(self) -> None:
        roles = {one["name"] for one in realm()["roles"]["realm"]}
        worth = json.loads(environment("base_server", FILLED)["BASE_IDENTITY__STAFF_ROLES"])
        assert set(worth) == roles

    def test_roles_stand_in_the_id_token(self) -> None:
        (mapper,) = client()["protocolMappers"]
        assert mapper["config"]["claim.name"] == "roles"
        assert mapper["config"]["id.token.claim"] == "true"
        # Without the full scope, a client is told of the roles that are mapped to it.
        (mapped,) = realm()["scopeMappings"]
        assert mapped["client"] == client()["clientId"]
        assert mapped["roles"] == [one["name"] for one in realm()["roles"]["realm"]]


def test_whoever_signs_out_there_is_signed_out_here() -> None:
    attributes = client()["attributes"]
    path = "/base_api/auth/backchannel_logout"
    assert attributes["backchannel.logout.url"] == f"${{PROVODNIK_INTERNAL_URL}}{path}"
    assert attributes["backchannel.logout.session.required"] == "true"
    assert environment("keycloak", FILLED)["PROVODNIK_INTERNAL_URL"] == "http://gateway:8080"
    networks = services()
    assert set(networks["keycloak"]["networks"]) & set(networks["gateway"]["networks"])
