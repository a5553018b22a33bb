"""What `/metrics` tells about faces."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from app.templates.galleries import Galleries
from app.templates.index import Collection
from app.templates.moving import Moving
from app.templates.recall import RecallCheck

_LABELS = ("collection", "engine")


class FaceFigures(Collector):
    """Read when they are asked for; nothing is counted meanwhile."""

    def __init__(self, galleries: Galleries, moving: Moving, recall: RecallCheck) -> None:
        self._galleries = galleries
        self._moving = moving
        self._recall = recall

    def collect(self) -> Iterator[GaugeMetricFamily]:
        templates = GaugeMetricFamily("face_templates", "Templates in memory.", labels=_LABELS)
        memory = GaugeMetricFamily("face_templates_bytes", "Memory they take.", labels=_LABELS)
        for index, gallery in list(self._galleries.by_index.items()):
            templates.add_metric(index, len(gallery))
            memory.add_metric(index, gallery.memory_bytes)
        recall = GaugeMetricFamily(
            "face_search_recall",
            "Share of searches that find the same nearest face as a plain loop over all.",
            labels=_LABELS,
        )
        for index, share in self._recall.shares.items():
            recall.add_metric(index, share)
        yield from (templates, memory, recall, *self._collect_move())

    def _collect_move(self) -> Iterator[GaugeMetricFamily]:
        answering = GaugeMetricFamily("face_answering", "The engine that answers.", labels=_LABELS)
        for collection in Collection:
            answering.add_metric([collection, self._moving.answering(collection)], 1)
        share = GaugeMetricFamily(
            "face_moved_share",
            "Share of the subjects who have a template of the next engine.",
            labels=["collection"],
        )
        for collection, progress in self._moving.progress.items():
            share.add_metric([collection], progress.share)
        yield from (answering, share)
