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
        return Read(fields ?? throw AnswerError.Unreadable(answer, request.Secrets), answer, request.Secrets);
    }

    // RFC 7662 section 2.2: active is the one required member, a boolean.
    private static TokenIntrospection Read(
        IReadOnlyDictionary<string, string> fields, ProtocolAnswer answer, IReadOnlyList<Secret> sent)
    {
        return fields.GetValueOrDefault("active") switch
        {
            "true" => new(isActive: true, fields),
            // RFC 7662 section 2.2: an answer about a token that is not active should say nothing else.
            "false" => new(isActive: false, fields),
            _ => throw AnswerError.Create(
                OAuthErrorCode.IntrospectionInvalid,
                "The answer does not say whether the token is active.",
                answer,
                sent,
                CheckAddress),
        };
    }
}
