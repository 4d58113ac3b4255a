using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// A request that gets a token with a longer lifetime for a live access token, at a provider without refresh tokens.
/// Immutable.
/// </summary>
/// <param name="Endpoint">The address of the endpoint.</param>
/// <param name="Parameters">
/// All parameters of the request. A value may hold the placeholders <c>{access_token}</c>, <c>{client_id}</c> and
/// <c>{client_secret}</c>, and those of <see cref="OAuth2Provider.TokenParameters"/>.
/// </param>
public sealed record LiveTokenRequest(string Endpoint, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Whether the request is a GET with its parameters in the query, instead of a POST with a form.</summary>
    /// <remarks>It requires <see cref="Insecure.TokenInQuery"/>: logs and proxies see the query.</remarks>
    /// <value>The default is false.</value>
    public bool UsesGet { get; init; }

    /// <summary>How old a token must be before the provider accepts it in the request.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan MinAge { get; init; }

    /// <summary>Shows the request, without the values of its parameters.</summary>
    /// <returns>
    /// For example <c>LiveTokenRequest { Endpoint = https://a.example/token, Parameters = [grant_type] }</c>.
    /// </returns>
    public override string ToString() => RecordText.Of(this);
}
