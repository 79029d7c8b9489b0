"""The client from PyPI against a server: every call, through a transport that sends them to it, as docs/serve.md says."""

import os
from datetime import date

import akismet
import httpx

ADDRESS, KEY = os.environ["FINENESS_ADDRESS"], os.environ["FINENESS_KEY"]
PRAISE = "Great post! I really enjoyed reading this, keep up the good work, thanks for sharing."


class ToServer(httpx.HTTPTransport):
    def handle_request(self, request):
        host, port = ADDRESS.split(":")
        request.url = request.url.copy_with(scheme="http", host=host, port=int(port))
        return super().handle_request(request)


def client(key):
    http = httpx.Client(transport=ToServer(), timeout=1.0)
    return akismet.SyncClient(config=akismet.Config(key=key, url="http://mill.example/"), http_client=http)


known = client(KEY)
assert known.verify_key() is True
assert client("wrong-key").verify_key() is False
bad = {"comment_author": "cheap watches london", "comment_author_url": "http://watches.example/buy/cheap.html"}
assert known.comment_check("203.0.113.7", comment_content=PRAISE, **bad)
assert not known.comment_check("203.0.113.7", comment_author="Anna", comment_content="The sluice leaks.")
assert known.submit_spam("203.0.113.7", comment_content=PRAISE, **bad) is True
assert known.submit_ham("203.0.113.7", comment_content=PRAISE, **bad) is True
month = date.today().strftime("%Y-%m")
assert known.key_sites(month=month)[month]
assert "Site" in known.key_sites(month=month, result_format="csv")
assert known.usage_limit()["usage"] >= 4
try:
    client("wrong-key").comment_check("203.0.113.7", comment_content="x")
    raise SystemExit("a wrong key was taken")
except akismet.APIKeyError:
    pass
print("akismet on PyPI: ok")
