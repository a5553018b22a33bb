"""How far a move from one engine to the next has come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`moved` of the `enrolled` subjects have a template of the next engine."""

    enrolled: int
    moved: int

    @property
    def share(self) -> float:
        return self.moved / self.enrolled if self.enrolled else 0.0
