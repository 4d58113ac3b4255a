"""The clients, tokens and nonces of an OAuth 1.0a provider, as an oauthlib RequestValidator. Used by one thread."""
from oauthlib.oauth1 import RequestValidator
from cryptography.hazmat.primitives.serialization import load_pem_public_key


class Memory(RequestValidator):
    # All checks of oauthlib's are its own: the lengths and letters of ids, nonces, tokens and verifiers, the age of a
    # timestamp. Only TLS is not demanded, because the server listens on this machine.
    realms = ["", "photos"]
    enforce_ssl = False
    # For an unknown client or token, oauthlib continues with these values, so that the response time does not
    # reveal that the client or token is unknown.
    dummy_client = dummy_request_token = dummy_access_token = "nobodyIsKnownByThisName"

    def __init__(self, clients):
        super().__init__()
        self.secrets = {client["id"]: client["secret"] for client in clients}
        self.keys = {client["id"]: load_pem_public_key(client["publicKey"].encode()) for client in clients if client.get("publicKey")}
        self.temporary = {}
        self.tokens = {}
        self.used = set()
        self.asked = None

    def validate_client_key(self, client_key, request):
        return client_key in self.secrets

    def get_client_secret(self, client_key, request):
        return self.secrets.get(client_key, "")

    def get_rsa_key(self, client_key, request):
        return self.keys.get(client_key) or next(iter(self.keys.values()))

    def validate_timestamp_and_nonce(self, client_key, timestamp, nonce, request, request_token=None, access_token=None):
        self.asked = request
        return self._nonce(request) not in self.used

    def believe(self):
        """Spends the nonce of the request that was last asked about: only a request that was believed spends one."""
        self.used.add(self._nonce(self.asked))

    @staticmethod
    def _nonce(request):
        return request.client_key, request.resource_owner_key, request.timestamp, request.nonce

    # The request for a request token.
    def validate_redirect_uri(self, client_key, redirect_uri, request):
        return redirect_uri == "oob" or (redirect_uri or "").startswith("https://")

    def get_default_realms(self, client_key, request):
        return [""]

    def validate_requested_realms(self, client_key, realms, request):
        return set(realms) <= set(self.realms)

    def save_request_token(self, token, request):
        self.temporary[token["oauth_token"]] = {
            "secret": token["oauth_token_secret"], "client": request.client_key, "callback": request.redirect_uri, "realms": request.realms}

    # The authorization by the user.
    def verify_request_token(self, token, request):
        return token in self.temporary and "verifier" not in self.temporary[token]

    def verify_realms(self, token, realms, request):
        return set(realms) <= set(self.temporary[token]["realms"])

    def get_realms(self, token, request):
        return self.temporary.get(token, {}).get("realms", [])

    def get_redirect_uri(self, token, request):
        return self.temporary[token]["callback"]

    def save_verifier(self, token, verifier, request):
        self.temporary[token].update(verifier=verifier["oauth_verifier"])

    # The request for an access token.
    def validate_request_token(self, client_key, token, request):
        return self.temporary.get(token, {}).get("client") == client_key

    def get_request_token_secret(self, client_key, token, request):
        return self.temporary.get(token, {}).get("secret", "nobody's")

    def validate_verifier(self, client_key, token, verifier, request):
        return self.temporary.get(token, {}).get("verifier") == verifier

    def save_access_token(self, token, request):
        asked = self.temporary[request.resource_owner_key]
        token["screen_name"] = asked["user"]
        self.tokens[token["oauth_token"]] = {
            "secret": token["oauth_token_secret"], "client": request.client_key, "realms": asked["realms"], "user": asked["user"]}

    def invalidate_request_token(self, client_key, request_token, request):
        del self.temporary[request_token]

    # API calls.
    def validate_access_token(self, client_key, token, request):
        return self.tokens.get(token, {}).get("client") == client_key

    def get_access_token_secret(self, client_key, token, request):
        return self.tokens.get(token, {}).get("secret", "nobody's")

    def validate_realms(self, client_key, token, request, uri=None, realms=None):
        return set(realms or []) <= set(self.tokens.get(token, {}).get("realms", []))
