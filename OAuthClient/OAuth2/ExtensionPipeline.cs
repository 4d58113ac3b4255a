using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The extensions of a provider, in their order. Immutable and thread-safe.</summary>
internal sealed class ExtensionPipeline(OAuth2Provider provider, DanceDependencies dependencies)
{
    private readonly OAuth2Extension[] _extensions = [.. provider.Extensions.OrderBy(extension => extension.Order)];

    public bool IsEmpty => _extensions.Length == 0;

    /// <summary>Begins a login, a request or a call, with the data that a pending dance or a token keeps.</summary>
    public ExtensionRun Start(IReadOnlyDictionary<string, Secret>? kept = null)
    {
        if (IsEmpty)
            return ExtensionRun.Empty;
        var contexts = _extensions.Select(extension => new ExtensionContext(
            extension, provider, new(ExtensionKeys.Select(extension, kept)), dependencies));
        return new([.. contexts], dependencies.Options);
    }
}
