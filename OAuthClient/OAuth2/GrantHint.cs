namespace OAuthClient.OAuth2;

/// <summary>Hints what to do about a refused grant: the hints for a login speak of codes and callbacks.</summary>
internal static class GrantHint
{
    /// <summary>Gives a refusal the hint for the grant, where there is a better one.</summary>
    public static OAuthException Explain(OAuthException refusal, OAuth2Grant grant)
    {
        var hint = refusal.Error.ProviderError switch
        {
            "invalid_grant" =>
                $"What the grant '{grant.Name}' sends was used already, has expired, or is not for this client.",
            "unauthorized_client" or "unsupported_grant_type" =>
                $"Does the registration of this client allow the grant type '{grant.GrantType}', "
                + "and does the provider have it?",
            "invalid_target" => "Does the provider know the resource or audience, and may this client ask for it?",
            _ => null,
        };
        return hint is null
            ? refusal
            : new(refusal.Kind, refusal.Error with { Hint = hint }) { Meaning = refusal.Meaning };
    }
}
