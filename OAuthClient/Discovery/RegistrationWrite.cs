namespace OAuthClient.Discovery;

/// <summary>The end of a write of the store of registrations.</summary>
/// <param name="IsStored">Whether the store has the registration.</param>
/// <param name="IsSurelyAbsent">Whether the store has not got the registration, and will not get it late.</param>
/// <param name="Failure">The failure of the store; null when it did not fail.</param>
internal sealed record RegistrationWrite(bool IsStored, bool IsSurelyAbsent, OAuthException? Failure = null)
{
    public static RegistrationWrite Stored { get; } = new(true, false);

    /// <summary>The store has another registration, or another version.</summary>
    public static RegistrationWrite Overtaken { get; } = new(false, true);
}
