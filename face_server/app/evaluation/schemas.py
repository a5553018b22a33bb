"""What an evaluation answers."""

from typing import Annotated

from pydantic import ConfigDict, Field
from service_kit.schemas import Schema

Rate = Annotated[float | None, Field(ge=0, le=1)]


class _Read(Schema):
    model_config = ConfigDict(from_attributes=True)


class RatesRead(_Read):
    """`fmr`: the share of pairs of strangers within the threshold. `fnmr`: the share of pairs of
    one person beyond it. Null without such pairs."""

    threshold: float
    fmr: Rate
    fnmr: Rate


class ProposalRead(RatesRead):
    """For `FACE_…__THRESHOLD`. `is_reliable` is false when there are too few pairs to tell."""

    is_reliable: bool


class EvaluationRead(_Read):
    """`enrolled`: subjects compared with each other. `pictures`: those of the labelled folder, of
    which `refused` could not be used. `det_curve` is the table from the strictest threshold to
    the most lenient, `det_curve_svg` the same as a picture."""

    engine_id: str
    enrolled: int
    pictures: int
    refused: int
    genuine_pairs: int
    impostor_pairs: int
    in_use: RatesRead
    proposed: ProposalRead | None
    det_curve: list[RatesRead]
    det_curve_svg: str
