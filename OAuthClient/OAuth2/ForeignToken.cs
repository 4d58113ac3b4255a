namespace OAuthClient.OAuth2;

/// <summary>Checks a token that the host has from elsewhere, before it is stored.</summary>
internal static class ForeignToken
{
    /// <returns>The token, with the type <c>Bearer</c> when it has none.</returns>
    /// <exception cref="ArgumentException">No call could be made with the token; the message says why.</exception>
    public static OAuthToken Check(OAuthToken token, OAuth2Provider provider)
    {
        CheckText(token, token.AccessToken, nameof(OAuthToken.AccessToken));
        if (!token.RefreshToken.IsEmpty)
            CheckText(token, token.RefreshToken, nameof(OAuthToken.RefreshToken));
        if (!token.TokenSecret.IsEmpty)
        {
            throw new ArgumentException(
                $"The token has a TokenSecret, which belongs to OAuth 1, and '{provider.Name}' speaks OAuth 2.",
                nameof(token));
        }
        var type = TokenResponse.ParseType(token.TokenType, provider) ?? throw new ArgumentException(
            $"The token's TokenType is '{token.TokenType}'; only Bearer and the provider's Quirks.BearerTypes can be "
            + "used.",
            nameof(token));
        return token with { TokenType = type };
    }

    // RFC 6749 appendix A.12 and A.17: printable ASCII only.
    private static void CheckText(OAuthToken token, Secret secret, string field)
    {
        if (TokenFields.IsSendable(secret.Reveal()))
            return;
        throw new ArgumentException(
            $"{field} holds something else than a token: JSON, or a character that is not printable ASCII, "
            + "such as a line break at its end.",
            nameof(token));
    }
}
