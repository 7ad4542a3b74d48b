"""A proxy as it stands before a platform: Connect with JSON on one side, the compiled messages on the other.

It answers by itself what the test needs: an article as it was sent, or a refusal. Whatever the compiled messages do not
know is refused by protobuf's own reader.
"""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer

from google.protobuf import json_format
from marketplace.content.v1 import content_pb2

PREFIX = "/marketplace.content.v1.ContentService/"


class Bridge(BaseHTTPRequestHandler):
    """One request."""

    def log_message(self, *_):
        """Says nothing: stdout is for the port."""

    def do_POST(self):
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

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(text.encode())


server = HTTPServer(("127.0.0.1", 0), Bridge)
print(server.server_port, flush=True)  # noqa: T201 - what the test waits for
server.serve_forever()
