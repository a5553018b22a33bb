"""Why a job was not done."""

from service_kit.errors import Unavailable


class FaceEngineBusy(Unavailable):
    code = "FACE_ENGINE_BUSY"
    detail = "More pictures are waiting than can be looked at soon. Try again after Retry-After."


class FaceEngineFailed(Unavailable):
    """The worker died twice over one job, or the job took longer than allowed."""

    code = "FACE_ENGINE_FAILED"
    detail = "The picture could not be looked at. Try again; take another one if it stays so."
