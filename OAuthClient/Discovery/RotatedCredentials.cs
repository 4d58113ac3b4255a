namespace OAuthClient.Discovery;

/// <summary>Finds the token and the secret that an answer gives in the place of the former ones.</summary>
internal static class RotatedCredentials
{
    // RFC 7592 section 3: the former token and secret are void from now on, whatever else the answer has.
    /// <param name="former">The registration that is stored.</param>
    /// <param name="answer">The fields of an answer of any status; null when it has none.</param>
    /// <returns>The stored registration with the new token and secret; itself when the answer has none.</returns>
    public static ClientRegistration Keep(ClientRegistration former, RegistrationFields? answer)
    {
        if (answer is null || IsOfAnotherClient(answer, former))
            return former;
        var kept = former;
        if (Find(answer, "registration_access_token") is { } token && RegistrationText.IsToken(token))
            kept = kept with { RegistrationAccessToken = token };
        if (Find(answer, "client_secret") is not { } secret || !RegistrationText.IsSecret(secret))
            return kept;
        return former.ClientSecret == secret
            ? kept
            : kept with { ClientSecret = secret, ClientSecretExpiresAt = FindEnd(answer, former) };
    }

    private static bool IsOfAnotherClient(RegistrationFields answer, ClientRegistration former) =>
        answer.Has("client_id") && Find(answer, "client_id") != former.ClientId;

    private static string? Find(RegistrationFields answer, string name)
    {
        try
        {
            return answer.FindText(name);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static DateTimeOffset? FindEnd(RegistrationFields answer, ClientRegistration former)
    {
        try
        {
            return answer.FindTime("client_secret_expires_at");
        }
        catch (FormatException)
        {
            return former.ClientSecretExpiresAt;
        }
    }
}
