"""An OAuth 1.0a provider made of oauthlib, with state in memory, on a free port of 127.0.0.1. Its argument is the clients, in JSON.

It prints its address, and ends when its standard input does, so that it never outlives the tests. Below /api/ a call needs a token,
below /api/photos/ one of that realm; below /signed/ it needs none. Both say what they understood, or why they did not believe it.
"""
import asyncio
import base64
import hashlib
import html
import json
import os
import sys
import threading
from urllib.parse import parse_qs, quote

from http1 import Answer, serve
from memory import Memory
from oauthlib.oauth1 import AccessTokenEndpoint, AuthorizationEndpoint, RequestTokenEndpoint, ResourceEndpoint, SignatureOnlyEndpoint
from oauthlib.oauth1.rfc5849.signature import base_string_uri, normalize_parameters, signature_base_string

PAGE = {"Content-Type": "text/html; charset=utf-8"}
memory = Memory(json.loads(sys.argv[1]))
first, user, third = RequestTokenEndpoint(memory), AuthorizationEndpoint(memory), AccessTokenEndpoint(memory)
resource, signature_only = ResourceEndpoint(memory), SignatureOnlyEndpoint(memory)


def oauth(request):
    return request.url, request.method, request.body.decode("utf-8", "replace") if request.is_form else None, request.headers


def give(response):
    headers, body, status = response
    if status == 200:
        memory.believe()
    return Answer(status, body, headers)


def authorize(request):
    asked = {**parse_qs(request.target.partition("?")[2]), **parse_qs(request.body.decode())}
    token = asked["oauth_token"][0]
    if not memory.verify_request_token(token, request):
        return Answer(400, "This page is of no use (any more).", PAGE)
    if "decision" not in asked:
        return Answer(200, f"""<!doctype html><title>Log in</title><form method="post" action="/authorize">
            <input type="hidden" name="oauth_token" value="{html.escape(token)}"><input type="text" name="user">
            <button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></form>""", PAGE)
    callback = memory.get_redirect_uri(token, request)
    memory.temporary[token]["user"] = asked["user"][0]
    if asked["decision"] == ["deny"]:
        del memory.temporary[token]
        return Answer(302, "", {"Location": f"{callback}{'&' if '?' in callback else '?'}denied={quote(token)}"})
    allowed = f"{request.url.partition('?')[0]}?oauth_token={quote(token)}"
    headers, _, status = user.create_authorization_response(allowed, realms=memory.get_realms(token, request))
    return Answer(200, f"<!doctype html><title>PIN</title><p id=\"pin\">{memory.temporary[token]['verifier']}</p>", PAGE) if callback == "oob" else Answer(status, "", headers)


def call(request):
    if request.path.startswith("/signed/"):
        is_right, seen = signature_only.validate_request(*oauth(request))
    else:
        is_right, seen = resource.validate_protected_resource_request(*oauth(request), realms=["photos"] if request.path.startswith("/api/photos/") else [])
    if is_right and is_hash_right(request, seen):
        memory.believe()
        return answer_json(200, understood(request, seen))
    return answer_json(401, refused(request, seen), {"WWW-Authenticate": 'OAuth realm="peer"'})


# oauthlib leaves the check of oauth_body_hash to the server. A form body must have no hash, because its parameters are
# already signed.
def is_hash_right(request, seen):
    told = seen.oauth_params.get("oauth_body_hash")
    hash_of = getattr(hashlib, seen.signature_method.rpartition("-")[2].lower(), hashlib.sha1)
    return told is None or not request.is_form and told == base64.b64encode(hash_of(request.body).digest()).decode()


def understood(request, seen):
    return {
        "user": memory.tokens[seen.resource_owner_key]["user"] if seen.resource_owner_key in memory.tokens else None,
        "method": seen.signature_method,
        "via": "header" if "Authorization" in request.headers else "form" if b"oauth_signature=" in request.body else "query",
        "params": [[name, value] for name, value in seen.params if not name.startswith("oauth_")],
        "bodyHash": seen.oauth_params.get("oauth_body_hash"),
        "version": seen.oauth_params.get("oauth_version"),
        "realm": seen.realm,
    }


def refused(request, seen):
    if seen is None:
        return {"refused": ["request"]}
    wrong = [what for what, is_right in seen.validator_log.items() if is_right is False]
    return {"refused": wrong, "baseString": signature_base_string(request.method, base_string_uri(seen.uri), normalize_parameters(seen.params))}


def answer_json(status, value, headers=None):
    return Answer(status, json.dumps(value), {"Content-Type": "application/json", **(headers or {})})


def answer(request):
    try:
        match request.path:
            case "/request_token":
                return give(first.create_request_token_response(*oauth(request)))
            case "/authorize":
                return authorize(request)
            case "/access_token":
                return give(third.create_access_token_response(*oauth(request)))
            case _:
                return call(request)
    except Exception as error:  # What oauthlib itself cannot take.
        return answer_json(500, {"error": f"{type(error).__name__}: {error}"})


threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
asyncio.run(serve(answer))
