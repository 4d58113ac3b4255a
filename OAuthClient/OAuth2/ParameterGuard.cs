namespace OAuthClient.OAuth2;

/// <summary>
/// The reserved parameters that one extension may not set: those of the protocol and of the other extensions, unless
/// the extension owns them. Immutable and thread-safe.
/// </summary>
internal sealed class ParameterGuard(OAuth2Provider provider, OAuth2Extension extension)
{
    private static readonly string[] BackChannelNames = ["refresh_token", "token", "token_type_hint"];

    // RFC 9101 section 5: a request object holds the other parameters, so it replaces them.
    private static readonly string[] RequestObjectNames = ["request", "request_uri"];
    private readonly HashSet<string> _refused =
        [.. provider.ReservedNames.Concat(BackChannelNames).Except(extension.Owns)];

    public OAuth2Extension Extension => extension;

    public bool OwnsRequestObject { get; } = RequestObjectNames.Any(extension.Owns.Contains);

    public bool Refuses(string name) => _refused.Contains(name);

    public void ThrowIfRefused(string name)
    {
        if (!Refuses(name))
            return;
        throw OAuthException.Failed(
            OAuthErrorCode.ExtensionParameterReserved,
            $"The extension '{extension.Name}' sets the parameter '{name}', which is reserved.",
            $"If it is the extension's task, add '{name}' to its {nameof(OAuth2Extension.Owns)}.");
    }
}
