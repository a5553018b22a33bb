from typing import Annotated

from fastapi import Depends
from service_kit.components import provide

from app.auth_cards.keys import CardKeys

CardKeysDep = Annotated[CardKeys, Depends(provide(CardKeys))]
