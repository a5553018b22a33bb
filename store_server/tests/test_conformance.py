"""The rules that every server keeps."""

from service_kit.testing.conformance import *  # noqa: F403
