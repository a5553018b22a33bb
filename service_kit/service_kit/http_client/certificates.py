"""The authorities whose certificates this process believes."""

import os
import ssl
from functools import cache

import certifi


def trust_for(url: str) -> ssl.SSLContext:
    """What a client of `url` believes. Reading the authorities is a thirtieth of a server's start:
    one whose neighbours speak plain HTTP does without, and believes nobody who speaks TLS."""
    if url.startswith("http://"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return trusted_certificates()


@cache
def trusted_certificates() -> ssl.SSLContext:
    """For every HTTP client of the process, as `SSL_CERT_FILE` or `SSL_CERT_DIR` names those of an
    operator's own."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if not (file or folder):
        file = certifi.where()
    return ssl.create_default_context(cafile=file or None, capath=folder or None)
