"""A tiny server to stand behind the gateway, in a process of its own so that it can be killed.

python upstream.py NAME PORT JOURNAL: every request that arrives is a line of the journal.
"""

import base64
import hashlib
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # An answer leaves in one piece: one that is killed half way cannot be asked for anew.
    wbufsize = -1
    name = ""
    journal = Path()

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        self.rfile.read(length)
        with self.journal.open("a") as journal:
            journal.write(f"{self.name} {self.command} {self.path}\n")
        special = {"/stream": self.stream, "/break": self.break_off, "/socket": self.upgrade}
        special.get(self.path.partition("?")[0].replace("/live", ""), self.echo)()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815 - http.server's names

    def echo(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        seen = {"replica": self.name, "path": self.path, "headers": dict(self.headers.items())}
        body = json.dumps(seen | {"filler": "x" * 2000}).encode()
        self.send_response(int(asked.get("status", ["200"])[0]))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("X-Request-ID", "the-servers-own")
        self.end_headers()
        self.wfile.write(body)

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        self.wfile.flush()
        time.sleep(2)
        self.wfile.write(b"data: second\n\n")
        self.close_connection = True

    def break_off(self) -> None:
        """As a process that is killed in the middle of its work."""
        self.close_connection = True

    def upgrade(self) -> None:
        key = (self.headers["Sec-WebSocket-Key"] + WEBSOCKET_GUID).encode()
        accept = base64.b64encode(hashlib.sha1(key).digest())  # noqa: S324 - what the RFC asks for
        self.send_response(101)
        self.send_header("Upgrade", self.headers["Upgrade"])
        self.send_header("Connection", self.headers["Connection"])
        self.send_header("Sec-WebSocket-Accept", accept.decode())
        self.end_headers()
        self.wfile.flush()
        self.wfile.write(self.rfile.read(5))
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """The journal is enough."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def main() -> None:
    Handler.name, Handler.journal = sys.argv[1], Path(sys.argv[3])
    Server(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()


if __name__ == "__main__":
    main()
