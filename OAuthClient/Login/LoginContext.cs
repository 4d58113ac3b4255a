using System.Collections.ObjectModel;
using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>
/// The facts that the host gave about a login: the user, the return URL, and the services for receivers.
/// </summary>
internal sealed record LoginContext(OAuthUser User, string ReturnUrl, IServiceProvider? Services)
{
    /// <summary>The data that the host gave when the login began.</summary>
    public IReadOnlyDictionary<string, Secret> Data { get; init; } = ReadOnlyDictionary<string, Secret>.Empty;

    /// <summary>The id of the pending dance; null before it is known.</summary>
    public string? Id { get; init; }

    /// <summary>The checks of the callback; null when the trace has no receiver.</summary>
    public CallbackChecks? Checks { get; init; }

    /// <summary>The login, for <c>oauth_trace</c>.</summary>
    public TracedLogin Traced => new(User, Id) { Checks = Checks };
}
