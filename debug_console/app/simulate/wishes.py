"""What a person wants of a simulated day."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """`faults`: how many times something is broken; `pause`: seconds between two of them."""

    runs: int
    passengers: int
    speed: float
    seed: int
    faults: int = 0
    pause: float = 2.0
