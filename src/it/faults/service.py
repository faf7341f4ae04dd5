"""A gateway that says which version it is, or misbehaves as it is told; and a worker that only runs."""

import http.server
import json
import os
import pathlib
import signal
import sys
import time

VERSION = pathlib.Path("version").read_text().strip()
MOTTO = pathlib.Path("/motto.txt").read_text().strip()
MISBEHAVE, _, ARGUMENT = os.environ.get("MISBEHAVE", "").partition(":")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if MISBEHAVE == "hang":
            time.sleep(3600)
        status = 500 if MISBEHAVE == "error" and self.path == "/health" else 200
        body = json.dumps(
            {"version": VERSION, "motto": MOTTO, "generation": os.environ["GENERATION"]}
        ).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def serve():
    if MISBEHAVE == "crash":
        sys.exit("it was told to crash")
    if MISBEHAVE == "late":
        time.sleep(float(ARGUMENT))
    if MISBEHAVE == "greedy":
        hoard = []
        while True:
            hoard.append(bytearray(b"x" * 1024 * 1024))
    server = http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Handler)
    server.daemon_threads = True
    print(f"{VERSION} listens", flush=True)
    server.serve_forever()


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
if os.environ["SERVICE_TYPE"] == "gateway":
    serve()
else:
    while True:
        signal.pause()
