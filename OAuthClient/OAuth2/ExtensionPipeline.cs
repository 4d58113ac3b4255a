using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The extensions of a provider, in their order. Immutable and thread-safe.</summary>
internal sealed class ExtensionPipeline(OAuth2Provider provider, DanceDependencies dependencies)
{
    private readonly ParameterGuard[] _guards =
    [
        .. from extension in provider.Extensions
           orderby extension.Order
           select new ParameterGuard(provider, extension),
    ];

    public bool IsEmpty => _guards.Length == 0;

    /// <summary>
    /// How many times <see cref="OAuthDanceOptions.EndpointTimeout"/> a request may last: it is sent once; or twice,
    /// and extensions wait.
    /// </summary>
    public int WaitsPerRequest => IsEmpty ? 1 : 3;

    /// <summary>Begins a login, a request or a call, with the data that a pending dance or a token keeps.</summary>
    public ExtensionRun Start(IReadOnlyDictionary<string, Secret>? kept = null)
    {
        if (IsEmpty)
            return ExtensionRun.Empty;
        var contexts = _guards.Select(guard => new ExtensionContext(
            guard, provider, new(ExtensionKeys.Select(guard.Extension, kept)), dependencies));
        return new([.. contexts], dependencies.Options);
    }
}
