using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2.Grants;

/// <summary>The token that an exchange asks for (RFC 8693 section 2.1). Immutable; prints without secrets.</summary>
[JsonConverter(typeof(JsonRefusal))]
public sealed record TokenExchange
{
    /// <summary>The names of the services that the token is for.</summary>
    /// <value>The default is empty.</value>
    /// <exception cref="ArgumentException">A name is blank.</exception>
    public IReadOnlyList<string> Audiences
    {
        get;
        init => field = Words.ThrowIfBlank(value, nameof(Audiences));
    } = [];

    /// <summary>The absolute URIs of the services that the token is for.</summary>
    /// <value>The default is empty: those of the provider's value.</value>
    /// <exception cref="ArgumentException">A URI is blank.</exception>
    public IReadOnlyList<string> Resources
    {
        get;
        init => field = Words.ThrowIfBlank(value, nameof(Resources));
    } = [];

    /// <summary>The scopes of the token.</summary>
    /// <value>The default is empty: the provider chooses the scopes.</value>
    /// <exception cref="ArgumentException">A scope is blank.</exception>
    public IReadOnlyList<string> Scopes
    {
        get;
        init => field = Words.ThrowIfBlank(value, nameof(Scopes));
    } = [];

    /// <summary>The type of the token, such as <see cref="TokenTypeIdentifier.Jwt"/>.</summary>
    /// <value>The default is null: the provider chooses an access token.</value>
    public string? RequestedTokenType { get; init; }

    /// <summary>The token of the party that acts for the subject; none without delegation.</summary>
    public Secret ActorToken { get; init; }

    /// <summary>The type of <see cref="ActorToken"/>.</summary>
    /// <value>The default is <see cref="TokenTypeIdentifier.AccessToken"/>.</value>
    public string ActorTokenType { get; init; } = TokenTypeIdentifier.AccessToken;

    /// <summary>Shows what is asked for, and no secret.</summary>
    /// <returns>For example <c>TokenExchange { Audiences = [billing] }</c>.</returns>
    public override string ToString() => RecordText.Of(this);

    /// <summary>The resources that are sent to a provider.</summary>
    internal IReadOnlyList<string> ResourcesAt(OAuth2Provider provider) =>
        Resources.Count > 0 ? Resources : provider.Resources;

    /// <summary>A text that two exchanges share only if they ask a provider for the same token.</summary>
    internal string DigestAt(OAuth2Provider provider, string account) => Sha256Digest.ComputeParts(
    [
        [account],
        [.. Audiences.Order(StringComparer.Ordinal)],
        [.. ResourcesAt(provider).Order(StringComparer.Ordinal)],
        [.. Scopes.Order(StringComparer.Ordinal)],
        [RequestedTokenType ?? "", ActorToken.Reveal(), ActorToken.IsEmpty ? "" : ActorTokenType],
    ]);
}
