"""Field types that several features share."""

from typing import Annotated

from fastapi import Header
from pydantic import Field
from service_kit.schemas import text

# Far beyond what a train carries; a larger figure is a slip of the keyboard.
MAXIMUM_STOCK_CHANGE = 1_000_000
MAXIMUM_PRICE_PENNY = 100_000_000
MAXIMUM_PREPARATION_MINUTES = 24 * 60

Name = Annotated[str, text(100)]
Description = Annotated[str, text(255, minimum=0)]
Category = Annotated[str, text(100)]
SearchText = Annotated[str, text(100)]
LogoUrl = Annotated[
    str,
    Field(
        max_length=255,
        pattern=r"^(https?://|/static/)[\x21-\x7e]+$",
        description="An http(s) address, or a path below /static.",
    ),
]
AgeLimit = Annotated[
    int,
    Field(strict=True, ge=1, le=99, description="The youngest age of a buyer, in years."),
]
PricePenny = Annotated[
    int,
    Field(strict=True, ge=0, le=MAXIMUM_PRICE_PENNY, description="In the smallest unit of money."),
]
Balance = Annotated[
    int, Field(strict=True, ge=0, le=MAXIMUM_STOCK_CHANGE, description="How many are left.")
]
PreparationMinutes = Annotated[
    int,
    Field(
        strict=True,
        ge=1,
        le=MAXIMUM_PREPARATION_MINUTES,
        description="How soon after the sale an order is promised to be ready.",
    ),
]
LastEventId = Annotated[
    str | None,
    Header(max_length=64, description="The id of the last event that was seen: go on after it."),
]
