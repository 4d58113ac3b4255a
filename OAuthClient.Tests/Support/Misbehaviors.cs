using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>The misbehaviors of a pretend provider by what they are about.</summary>
internal static class Misbehaviors
{
    /// <summary>The misbehaviors that a login, a refresh or an API call can meet, and none.</summary>
    public static Misbehavior[] OfLogins { get; } =
        [.. Enum.GetValues<Misbehavior>().Where(word => word < Misbehavior.MetadataWrongIssuer)];
}
