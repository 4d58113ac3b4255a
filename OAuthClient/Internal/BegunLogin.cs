using System.Collections.ObjectModel;

namespace OAuthClient.Internal;

/// <summary>A login that a protocol has begun.</summary>
/// <param name="AuthorizationUrl">The address where the user logs in.</param>
/// <param name="Id">The id of the pending dance: the callback returns it.</param>
/// <param name="TokenRequestSecret">The secret that the token request needs besides the callback.</param>
internal sealed record BegunLogin(Uri AuthorizationUrl, string Id, Secret TokenRequestSecret)
{
    public required string RedirectUri { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The data that the protocol keeps in the pending dance.</summary>
    public IReadOnlyDictionary<string, Secret> Data { get; init; } = ReadOnlyDictionary<string, Secret>.Empty;
}
