using System.Collections.Concurrent;

namespace OAuthClient.Testing;

/// <summary>
/// The backchannel authentication endpoint of a pretend provider, in poll mode (OpenID Connect Client-Initiated
/// Backchannel Authentication 1.0). Thread-safe.
/// </summary>
internal sealed class PretendCiba(PretendProvider provider, PretendClients clients, PretendPolls polls)
{
    private readonly ConcurrentDictionary<string, string> _loginHints = new(StringComparer.Ordinal);

    /// <summary>CIBA section 7.1.</summary>
    public HttpResponseMessage Begin(PretendRequest request)
    {
        if (clients.Authenticate(request) is not { } client || !PretendClients.IsConfidential(request))
            return PretendClients.InvalidClient;
        if (!client.MayUse(GrantTypes.Ciba))
            return Responses.Error("unauthorized_client", "the client is not registered for this grant type");
        if (request["login_hint"] is not { Length: > 0 } hint)
            return Responses.Error("invalid_request", "a login_hint is needed");
        if (!(request["scope"] ?? "").Split(' ').Contains("openid"))
            return Responses.Error("invalid_scope", "the scope must contain openid");
        var requestId = WireFormat.NewToken("ciba");
        _loginHints[requestId] = hint;
        polls.Begin(requestId, client.Id, request["scope"]);
        return Responses.Json(CreateAnswer(requestId));
    }

    public HttpResponseMessage Poll(PretendRequest request, PretendClient client) =>
        PretendClients.IsConfidential(request)
            ? polls.Answer(request["auth_req_id"] ?? "", client)
            : PretendClients.InvalidClient;

    /// <summary>Allows the request with an id, or all that wait for the user of a login hint.</summary>
    /// <returns>Whether a request waited for it.</returns>
    public bool Allow(string idOrHint, string? user) => Decide(idOrHint, hint => user ?? hint);

    /// <summary>Denies the request with an id, or all that wait for the user of a login hint.</summary>
    /// <returns>Whether a request waited for it.</returns>
    public bool Deny(string idOrHint) => Decide(idOrHint, _ => null);

    private bool Decide(string idOrHint, Func<string, string?> userOf)
    {
        var isKnown = false;
        foreach (var (requestId, hint) in _loginHints)
        {
            if (requestId == idOrHint || hint == idOrHint)
                isKnown |= polls.Decide(requestId, userOf(hint));
        }
        return isKnown;
    }

    private Dictionary<string, object> CreateAnswer(string requestId)
    {
        Dictionary<string, object> fields = new() { ["expires_in"] = (long)provider.PollLifetime.TotalSeconds };
        if (provider.Misbehave != Misbehavior.NoAuthReqId)
            fields["auth_req_id"] = requestId;
        if (provider.PollInterval is { } interval)
            fields["interval"] = (long)interval.TotalSeconds;
        return fields;
    }
}
