"""Starts the server: `python -m app`."""

import os


def main() -> None:
    # A search reads memory, which more threads do no faster; on a busy machine they wait for each
    # other, and a million faces took seven times as long. numpy reads this when it is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Imported here, because each worker process imports this module again when it starts, and has
    # no use for a web server.
    from service_kit.serving import serve  # noqa: PLC0415

    serve("app")


if __name__ == "__main__":
    main()
