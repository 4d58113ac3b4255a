namespace OAuthClient.Discovery;

/// <summary>Tells how long a registration can be used.</summary>
internal sealed class RegistrationExpiry(TimeSpan renewEarly, TimeProvider time)
{
    /// <summary>Whether the client secret has not expired.</summary>
    public bool IsValid(ClientRegistration registration) =>
        registration.ClientSecretExpiresAt is not { } end || end > time.GetUtcNow();

    /// <summary>Whether the client secret will not expire soon.</summary>
    public bool IsFresh(ClientRegistration registration)
    {
        if (registration.ClientSecretExpiresAt is not { } end)
            return true;
        var quarter = (end - registration.ReceivedAt) / 4;
        return end - (quarter < renewEarly ? quarter : renewEarly) > time.GetUtcNow();
    }
}
