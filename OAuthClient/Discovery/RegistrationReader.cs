namespace OAuthClient.Discovery;

/// <summary>Turns the fields of an answer into a registration (RFC 7591 section 3.2.1).</summary>
internal static class RegistrationReader
{
    /// <param name="answer">The fields of the answer.</param>
    /// <param name="asked">The metadata that the program sent.</param>
    /// <param name="askedMethod">The method of client authentication that the program asked for.</param>
    /// <param name="former">The registration that the answer updates; null for a new one.</param>
    /// <param name="now">The time by the clock of the program.</param>
    /// <exception cref="FormatException">A field cannot be read; the message follows "The answer".</exception>
    public static ClientRegistration Read(
        RegistrationFields answer,
        ClientMetadata asked,
        string askedMethod,
        ClientRegistration? former,
        DateTimeOffset now)
    {
        var bringsSecret = answer.FindText("client_secret") is not null;
        var expiresAt = answer.FindTime("client_secret_expires_at");
        return new()
        {
            ClientId = answer.FindText("client_id") ?? throw new FormatException("has no client_id"),
            ClientSecret = bringsSecret ? answer.FindText("client_secret") : former?.ClientSecret ?? default,
            ClientSecretExpiresAt =
                bringsSecret || answer.Has("client_secret_expires_at") ? expiresAt : former?.ClientSecretExpiresAt,
            IssuedAt = FindIssueTime(answer) ?? former?.IssuedAt,
            ReceivedAt = now,
            TokenEndpointAuthMethod = answer.FindText("token_endpoint_auth_method") ?? askedMethod,
            RedirectUris = answer.FindList("redirect_uris") ?? [],
            GrantTypes = answer.FindList("grant_types") ?? [],
            ResponseTypes = answer.FindList("response_types") ?? [],
            Scopes = answer.FindText("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            RequestedScopes = asked.Scopes,
            // RFC 7592 section 3: a new one replaces the former one. Each answer should repeat it, and not each does.
            RegistrationAccessToken =
                answer.FindText("registration_access_token") ?? former?.RegistrationAccessToken ?? default,
            RegistrationClientUri = answer.FindText("registration_client_uri") ?? former?.RegistrationClientUri,
            Fields = answer.All,
        };
    }

    // No decision depends on it, so a registration is not refused for it.
    private static DateTimeOffset? FindIssueTime(RegistrationFields answer)
    {
        try
        {
            return answer.FindTime("client_id_issued_at");
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
