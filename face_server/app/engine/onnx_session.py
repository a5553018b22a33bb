"""Opening an ONNX model, and giving it pictures."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.base import EngineUnavailable
from app.pictures.decoding import Pixels


def open_session(file: Path) -> Any:
    """Raises `EngineUnavailable`."""
    # Imported by the workers alone: the server itself has no use for its 40 megabytes.
    import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    # There is a process for each core already.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(
            str(file), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # Its errors have no common class of their own.
        raise EngineUnavailable(f"The model {file} cannot be read: {error}") from error


def input_name(session: Any) -> str:
    return str(session.get_inputs()[0].name)


def input_size(session: Any, usual: int) -> tuple[int, int]:
    """Rows and columns of the input; a model that takes any size names them instead."""
    rows, columns = session.get_inputs()[0].shape[2:]
    return (rows, columns) if isinstance(rows, int) and isinstance(columns, int) else (usual, usual)


def as_batch(pixels: Pixels) -> npt.NDArray[np.float32]:
    """1 × 3 × height × width, as it is."""
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[None], dtype=np.float32)
