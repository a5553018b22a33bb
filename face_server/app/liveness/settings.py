"""What passes for a person who is there."""

from pydantic import BaseModel, Field, FilePath

from app.engine.base import PassiveModel
from app.engine.passive import OnnxPassive, OnnxPassiveFile
from app.engine.quality import QualityDemands
from app.liveness.steps import StepDemands


class PassiveSettings(BaseModel):
    """The operator's model; see `OnnxPassiveFile`."""

    model: FilePath
    surroundings: float = Field(default=2.7, gt=0)
    live_class: int = Field(default=1, ge=0)


class LivenessSettings(BaseModel):
    """`seconds` is how long a challenge lives; for `turn` and `approach` see `StepDemands`.

    With a `passive` model each picture that is enrolled or asked about must reach
    `minimum_presence`.
    """

    seconds: int = Field(default=60, ge=5)
    turn: float = Field(default=0.11, gt=0)
    approach: float = Field(default=1.2, gt=1)
    passive: PassiveSettings | None = None
    minimum_presence: float = Field(default=0.5, ge=0, le=1)

    @property
    def step_demands(self) -> StepDemands:
        return StepDemands(self.turn, self.approach)

    @property
    def demands(self) -> QualityDemands:
        """Of the pictures of the steps: a turned face is what was asked for."""
        return QualityDemands(
            minimum_score=0.2,
            minimum_size=32,
            minimum_sharpness=1.1,
            minimum_brightness=18,
            maximum_overexposed=0.9,
            minimum_evenness=0.2,
            maximum_yaw=1.0,
            maximum_roll=45,
        )

    def make_passive(self) -> PassiveModel | None:
        if self.passive is None:
            return None
        return OnnxPassive(OnnxPassiveFile(**self.passive.model_dump()))
