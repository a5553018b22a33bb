"""ONNX models of a few kilobytes in the form of YuNet and of an ArcFace-like encoder.

The detector takes a square of 160 pixels and finds whatever is pure red, with the five points at
known places of the cell. The encoder tells faces by their mean colour.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image, ImageDraw

from app.engine.anchor_free import OUTPUTS, STRIDES
from app.engine.onnx_engine import OnnxModels

SIDE = 160
CHIP_SIDE = 112
DIMENSION = 8
# In cells of 32 pixels, from the upper left corner of the cell.
BOX = (0.5, 0.5, float(np.log(2)), float(np.log(2)))
POINTS = ((0.2, 0.3), (0.8, 0.3), (0.5, 0.5), (0.25, 0.75), (0.75, 0.75))
_SEEING = 32


def tiny_models(folder: Path, seed: int = 0) -> OnnxModels:
    """Another seed gives another encoder."""
    models = OnnxModels(folder / "detector.onnx", folder / f"encoder{seed}.onnx", DIMENSION)
    save_detector(models.detector)
    save_encoder(models.encoder, seed)
    return models


def save_detector(file: Path, outputs: Sequence[str] = OUTPUTS) -> None:
    nodes, constants = [], [_constant("shape", np.array([1, -1, 1], np.int64))]
    for stride in STRIDES:
        cells = (SIDE // stride) ** 2
        seen = stride == _SEEING
        constants += [
            _constant(f"given_obj_{stride}", np.ones((1, cells, 1), np.float32) * seen),
            _constant(f"given_bbox_{stride}", np.tile(np.array(BOX, np.float32), (1, cells, 1))),
            _constant(
                f"given_kps_{stride}", np.tile(np.array(POINTS, np.float32).ravel(), (1, cells, 1))
            ),
            _constant(f"red_{stride}", _redness(stride)),
        ]
        nodes += [
            helper.make_node(
                "Conv", ["input", f"red_{stride}"], [f"seen_{stride}"], strides=[stride] * 2
            ),
            helper.make_node("Reshape", [f"seen_{stride}", "shape"], [f"cls_{stride}"]),
        ]
    # A constant may not be an output itself.
    for name in outputs:
        if not name.startswith("cls"):
            nodes.append(helper.make_node("Identity", [f"given_{name}"], [name]))
    _save(file, nodes, ("input", SIDE), list(outputs), constants)


def save_encoder(file: Path, seed: int = 0) -> None:
    weights = np.random.default_rng(seed).normal(size=(3, DIMENSION)).astype(np.float32)
    nodes = [
        helper.make_node("GlobalAveragePool", ["data"], ["mean"]),
        helper.make_node("Flatten", ["mean"], ["colour"]),
        helper.make_node("MatMul", ["colour", "weights"], ["template"]),
    ]
    _save(file, nodes, ("data", CHIP_SIDE), ["template"], [_constant("weights", weights)])


def save_passive(file: Path) -> None:
    """Three classes, the second of which is that of red."""
    weights = np.zeros((3, 3), np.float32)
    weights[2, 1] = 10 / 255
    nodes = [
        helper.make_node("GlobalAveragePool", ["square"], ["mean"]),
        helper.make_node("Flatten", ["mean"], ["colour"]),
        helper.make_node("MatMul", ["colour", "weights"], ["classes"]),
    ]
    _save(file, nodes, ("square", 80), ["classes"], [_constant("weights", weights)])


def red_face(blue: int = 0, *, cell: tuple[int, int] = (2, 1), side: int = SIDE) -> Image.Image:
    """A face of this colour in a cell (column, row); the points are marked in white."""
    picture = Image.new("RGB", (SIDE, SIDE), (0, 0, 0))
    return _drawn(picture, blue, cell).resize((side, side), Image.Resampling.NEAREST)


def two_faces() -> Image.Image:
    return _drawn(red_face(cell=(0, 1)), 0, (4, 4))


def _drawn(picture: Image.Image, blue: int, cell: tuple[int, int]) -> Image.Image:
    left, top = cell[0] * 32, cell[1] * 32
    draw = ImageDraw.Draw(picture)
    draw.rectangle((left, top, left + 31, top + 31), (255, 0, blue))
    for x, y in POINTS:
        draw.point((round(left + 32 * x), round(top + 32 * y)), (255, 255, 255))
    return picture


def _redness(stride: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """1 for pure red in BGR, nothing for grey."""
    blue_green_red = np.array([0, -1, 1], np.float32) / (255 * stride**2)
    return np.tile(blue_green_red[None, :, None, None], (1, 1, stride, stride))


def _constant(name: str, values: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> TensorProto:
    return numpy_helper.from_array(values, name)


def _save(
    file: Path,
    nodes: list[onnx.NodeProto],
    takes: tuple[str, int],
    outputs: list[str],
    constants: list[TensorProto],
) -> None:
    name, side = takes
    picture = helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 3, side, side])
    answers = [helper.make_tensor_value_info(one, TensorProto.FLOAT, None) for one in outputs]
    graph = helper.make_graph(nodes, "tiny", [picture], answers, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, file)
