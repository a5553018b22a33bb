"""The authorities whose certificates this process believes."""

import os
import ssl
from functools import cache

import certifi


@cache
def trusted_certificates() -> ssl.SSLContext:
    """For every HTTP client of the process, as `SSL_CERT_FILE` or `SSL_CERT_DIR` names those of an
    operator's own."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if not (file or folder):
        file = certifi.where()
    return ssl.create_default_context(cafile=file or None, capath=folder or None)
