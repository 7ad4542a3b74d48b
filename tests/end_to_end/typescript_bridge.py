"""A proxy as it stands before a platform: Connect with JSON on one side, the compiled messages on the other.

It answers by itself what the test needs: an article as it was sent, or a refusal. Whatever the compiled messages do not
know is refused by protobuf's own reader.
"""

import json
import struct
from http.server import BaseHTTPRequestHandler, HTTPServer

from google.protobuf import json_format
from marketplace.content.v1 import content_pb2
from marketplace.live.v1 import live_pb2

PREFIX = "/marketplace.content.v1.ContentService/"
STREAMS = "/marketplace.live.v1.LiveService/"
END = 2
"""The flag of the last message of a stream."""


class Bridge(BaseHTTPRequestHandler):
    """One request."""

    def log_message(self, *_):
        """Says nothing: stdout is for the port."""

    def do_POST(self):
        if self.path.startswith(STREAMS):
            self.stream(self.path.removeprefix(STREAMS))
            return
        method = self.path.removeprefix(PREFIX)
        kind = getattr(content_pb2, f"{method}Request")
        body = self.rfile.read(int(self.headers["content-length"]))
        assert self.headers["connect-protocol-version"] == "1"
        request = json_format.Parse(body, kind())
        if method == "CreateArticle" and request.slug == "taken":
            self.answer(409, json.dumps({"code": "already_exists", "message": "there is one", "details": [{"a": 1}]}))
        else:
            self.answer(200, json_format.MessageToJson(self.response(method, request)))

    def response(self, method, request):
        if method == "ListComments":
            return content_pb2.ListCommentsResponse(comments=[{"id": request.article_id}], next_page_token="more")
        article = content_pb2.Article(id=2**60 + 1, status="ARTICLE_STATUS_DRAFT")
        for field, value in request.ListFields():
            if field.name in content_pb2.Article.DESCRIPTOR.fields_by_name:
                target = getattr(article, field.name)
                if hasattr(target, "MergeFrom"):
                    target.MergeFrom(value)
                else:
                    setattr(article, field.name, value)
        return content_pb2.CreateArticleResponse(article=article)

    def stream(self, method):
        """Tells what it was sent; refuses what is closed after its first word."""
        assert self.headers["content-type"] == "application/connect+json"
        kind = getattr(live_pb2, f"{method}Request")
        texts = [json_format.Parse(data, kind()).text for data in envelopes(self.body())]
        self.send_response(200)
        self.send_header("content-type", "application/connect+json")
        self.end_headers()
        words = {"Watch": [f"{texts[0]} {number}" for number in range(3)], "Load": ["".join(texts)], "Talk": texts}
        closed = texts == ["closed"]
        for word in words[method][: 1 if closed else None]:
            self.send(0, json_format.MessageToDict(getattr(live_pb2, f"{method}Response")(text=word)))
        self.send(END, {"error": {"code": "aborted", "message": "no more"}} if closed else {})

    def send(self, flags, message):
        data = json.dumps(message).encode()
        whole = struct.pack(">BI", flags, len(data)) + data
        for part in (whole[:3], whole[3:]):  # a message need not come in one piece
            self.wfile.write(part)
            self.wfile.flush()

    def body(self):
        """What was sent: whole, or in chunks where it was made while it was sent."""
        if "content-length" in self.headers:
            return self.rfile.read(int(self.headers["content-length"]))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        return b"".join(chunks)

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(text.encode())


def envelopes(body):
    """The messages behind their flags and lengths."""
    while body:
        flags, size = struct.unpack_from(">BI", body)
        assert flags == 0
        yield body[5 : 5 + size]
        body = body[5 + size :]


server = HTTPServer(("127.0.0.1", 0), Bridge)
print(server.server_port, flush=True)  # noqa: T201 - what the test waits for
server.serve_forever()
