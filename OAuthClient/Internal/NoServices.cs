namespace OAuthClient.Internal;

/// <summary>The services of a host that gave none.</summary>
internal sealed class NoServices : IServiceProvider
{
    public static NoServices Instance { get; } = new();

    public object? GetService(Type serviceType) => null;
}
