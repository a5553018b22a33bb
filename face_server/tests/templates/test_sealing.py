from uuid import uuid4

import numpy as np
import pytest

from app.config import TemplateSettings
from app.templates.index import Index
from app.templates.sealing import Sealed, Sealer, UnreadableTemplate

INDEX = Index("passengers", "engine")
SUBJECT = uuid4()
TEMPLATE = np.linspace(-1, 1, 128).astype(np.float32)
SEALER = Sealer(b"second secret", former=b"first secret")


def sealed() -> Sealed:
    return SEALER.seal(INDEX, SUBJECT, "salt", TEMPLATE)


def test_opens_to_the_last_bit() -> None:
    assert SEALER.open(INDEX, SUBJECT, "salt", sealed()).tobytes() == TEMPLATE.tobytes()


def test_the_same_template_is_never_sealed_alike() -> None:
    assert sealed().text != sealed().text


def test_what_a_former_secret_sealed_stays_readable() -> None:
    former = Sealer(b"first secret")
    old = former.seal(INDEX, SUBJECT, "salt", TEMPLATE)
    assert SEALER.open(INDEX, SUBJECT, "salt", old).tobytes() == TEMPLATE.tobytes()


@pytest.mark.parametrize(
    ("index", "subject", "salt"),
    [
        (Index("watchlist", "engine"), SUBJECT, "salt"),
        (Index("passengers", "other"), SUBJECT, "salt"),
        (INDEX, uuid4(), "salt"),
        (INDEX, SUBJECT, "another salt"),
    ],
)
def test_is_worthless_for_anybody_else(index: Index, subject: object, salt: str) -> None:
    with pytest.raises(UnreadableTemplate):
        SEALER.open(index, subject, salt, sealed())  # type: ignore[arg-type]


def test_is_worthless_without_its_secret() -> None:
    with pytest.raises(UnreadableTemplate):
        Sealer(b"first secret").open(INDEX, SUBJECT, "salt", sealed())


def test_settings_seal_with_the_secret_and_open_with_the_former_one() -> None:
    first = TemplateSettings()
    old = first.sealer.seal(INDEX, SUBJECT, "salt", TEMPLATE)
    changed = TemplateSettings.model_validate(
        {"secret": "a new secret", "former_secret": first.secret.get_secret_value()}
    )
    assert changed.sealer.active != first.sealer.active
    assert changed.sealer.open(INDEX, SUBJECT, "salt", old).tobytes() == TEMPLATE.tobytes()
