namespace OAuthClient.Discovery;

/// <summary>Tells how long a registration can be used.</summary>
internal sealed class RegistrationExpiry(TimeSpan renewEarly, TimeProvider time)
{
    // A secret that ends sooner is replaced: the end is by another clock.
    private static readonly TimeSpan LastUse = TimeSpan.FromMinutes(1);

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

    /// <summary>Whether a registration that was read again can be used on, and need not be replaced.</summary>
    /// <param name="read">The registration, as the provider has it.</param>
    /// <param name="former">The registration before.</param>
    public bool IsKept(ClientRegistration read, ClientRegistration former) =>
        read.ClientSecretExpiresAt is not { } end
        || end > former.ClientSecretExpiresAt
        || end - LastUse > time.GetUtcNow();
}
