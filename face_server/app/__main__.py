"""Starts the server: `python -m app`."""


def main() -> None:
    # Imported here, because each worker process imports this module again when it starts, and has
    # no use for a web server.
    from service_kit.serving import serve  # noqa: PLC0415

    from app.config import Settings  # noqa: PLC0415
    from app.main import create_app  # noqa: PLC0415

    serve(Settings(), create_app)


if __name__ == "__main__":
    main()
