"""How well faces are told apart, for who sets the thresholds."""

from typing import Annotated

from fastapi import Depends, Query
from service_kit.callers import ServiceDep
from service_kit.errors import problems
from service_kit.routing import feature_router

from app.evaluation.drawing import draw_curve
from app.evaluation.errors import NoNextEngine
from app.evaluation.schemas import EvaluationRead, ProposalRead, RatesRead
from app.evaluation.service import Evaluation, Evaluator
from app.faces.dependencies import GalleriesDep, PoolDep, SettingsDep
from app.templates.galleries import GalleryLoading
from app.templates.index import Collection
from app.workers.errors import FaceEngineBusy, FaceEngineFailed

router = feature_router("/faces", tag="faces")


async def _evaluator(pool: PoolDep, galleries: GalleriesDep, settings: SettingsDep) -> Evaluator:
    return Evaluator(pool, galleries, settings)


EvaluatorDep = Annotated[Evaluator, Depends(_evaluator)]
WantedRate = Annotated[
    float,
    Query(gt=0, lt=1, description="The share of strangers that may match, one to one."),
]
NextEngine = Annotated[
    bool, Query(description="The engine that we are moving to, instead of the one in use.")
]


@router.get(
    "/evaluate",
    summary="How often do the thresholds err?",
    responses=problems(FaceEngineBusy, FaceEngineFailed, GalleryLoading, NoNextEngine),
)
async def evaluate_faces(
    evaluator: EvaluatorDep,
    _: ServiceDep,
    collection: Collection = Collection.PASSENGERS,
    wanted_fmr: WantedRate = 0.001,
    next_engine: NextEngine = False,
) -> EvaluationRead:
    """Compares the enrolled with each other, and the pictures of `FACE_EVAL_DIR`; proposes the
    threshold for a wanted false match rate. It changes nothing."""
    return _read(await evaluator.evaluate(collection, wanted_fmr, is_next=next_engine))


def _read(evaluation: Evaluation) -> EvaluationRead:
    proposed = None
    if evaluation.proposed and evaluation.proposal:
        rates = RatesRead.model_validate(evaluation.proposed).model_dump()
        proposed = ProposalRead(**rates, is_reliable=evaluation.proposal.is_reliable)
    return EvaluationRead(
        engine_id=evaluation.engine_id,
        enrolled=evaluation.enrolled,
        pictures=evaluation.pictures,
        refused=evaluation.refused,
        genuine_pairs=len(evaluation.pairs.genuine),
        impostor_pairs=len(evaluation.pairs.impostor),
        in_use=RatesRead.model_validate(evaluation.in_use),
        proposed=proposed,
        det_curve=[RatesRead.model_validate(one) for one in evaluation.curve],
        det_curve_svg=draw_curve(evaluation.curve),
    )
