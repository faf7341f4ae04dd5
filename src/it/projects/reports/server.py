"""Serves what it was built and configured with."""
import http.server
import json
import signal
import socket
import sys
from pathlib import Path

TITLE = "Quarterly reports"


def text(path):
    file = Path(path)
    return file.read_text().strip() if file.exists() else None


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({
            "title": TITLE,
            "host": socket.gethostname(),
            "built": text("built.txt"),
            "banner": text("/etc/reports/banner"),
            "layout": text("/etc/reports/layout.ini"),
            "signs": bool(text("/run/secrets/signing")),
            "database": bool(text("/run/secrets/database")),
        }).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
http.server.ThreadingHTTPServer(("", int(sys.argv[1])), Handler).serve_forever()
