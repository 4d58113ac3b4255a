using System.Text.Json;
using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The introspection of a token (RFC 7662 section 2.1).</summary>
internal sealed class IntrospectionRequest(ProtocolClient http, OAuth2Provider provider)
{
    private const string CheckAddress = "Is IntrospectionEndpoint the right address?";

    public async ValueTask<TokenIntrospection> SendAsync(
        Secret token, string? typeHint, ExtensionRun extensions, CancellationToken cancellationToken)
    {
        var endpoint = provider.IntrospectionEndpoint ?? throw new InvalidOperationException(
            $"'{provider.Name}' has no IntrospectionEndpoint. Set it, if the provider has one (RFC 7662), or call the "
            + "API with the token to learn whether the token is valid.");
        var request = new ClientRequest(provider, endpoint) { EndpointName = EndpointNames.Introspection };
        request.Add("token", token);
        if (typeHint is not null)
            request.AddRange([("token_type_hint", typeHint)]);
        var answer = await request.SendAsync(http, extensions, OAuth2Leg.Introspection, cancellationToken)
            .ConfigureAwait(false);
        var fields = AnswerFields.Parse(answer);
        var saysActive = fields?.ContainsKey("active") ?? false;
        if (AnswerError.Find(answer, fields, request.Secrets, bringsToken: saysActive) is { } error)
            throw error;
        if (fields is null)
            throw AnswerError.Unreadable(answer, request.Secrets);
        return IsActive(answer) is { } isActive
            ? Create(isActive, fields)
            : throw AnswerError.Create(
                OAuthErrorCode.IntrospectionInvalid,
                "The answer does not say, by true or false, whether the token is active.",
                answer,
                request.Secrets,
                CheckAddress);
    }

    // RFC 7662 section 2.2: an answer about a token that is not active should say nothing else; what it says is
    // dropped.
    private TokenIntrospection Create(bool isActive, IReadOnlyDictionary<string, string> fields) => isActive
        ? new(true, fields, TokenScopes.Parse(fields.GetValueOrDefault("scope"), provider.ScopeJoiner) ?? [])
        : new(false, new Dictionary<string, string>(), []);

    // RFC 7662 section 2.2: active is a boolean. The fields above are texts, which a boolean and a string share.
    private static bool? IsActive(ProtocolAnswer answer)
    {
        var body = answer.Body.Trim();
        if (!body.StartsWith('{'))
            return null;
        using var document = JsonDocument.Parse(body);
        var isThere = document.RootElement.TryGetProperty("active", out var active);
        return isThere && active.ValueKind is JsonValueKind.True or JsonValueKind.False ? active.GetBoolean() : null;
    }
}
