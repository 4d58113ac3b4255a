using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2.Grants;

/// <summary>The token that an exchange asks for (RFC 8693 section 2.1). Immutable; prints without secrets.</summary>
[JsonConverter(typeof(JsonRefusal))]
public sealed record TokenExchange
{
    /// <summary>The names of the services that the token is for.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>The absolute URIs of the services that the token is for.</summary>
    /// <value>The default is empty: those of the provider's value.</value>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The scopes of the token.</summary>
    /// <value>The default is empty: the provider chooses the scopes.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

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

    /// <summary>A text that two exchanges share only if they ask for the same token.</summary>
    internal string Digest => Sha256Digest.ComputeUtf16(string.Join(
        '\n',
        [
            .. Audiences.Order(StringComparer.Ordinal), "", .. Resources.Order(StringComparer.Ordinal), "",
            .. Scopes.Order(StringComparer.Ordinal), "", RequestedTokenType ?? "", ActorToken.Reveal(),
        ]));
}
