"""The sample service keeps the rules that all servers keep."""

from service_kit.testing.conformance import *  # noqa: F403 - inheriting is the point
