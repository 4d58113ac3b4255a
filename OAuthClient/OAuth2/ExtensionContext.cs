using System.Security.Cryptography;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The surroundings of one <see cref="OAuth2Extension"/> in one login, request or call. Not thread-safe.
/// </summary>
public sealed class ExtensionContext
{
    private readonly DanceDependencies _dependencies;

    internal ExtensionContext(
        ParameterGuard guard, OAuth2Provider provider, ExtensionData data, DanceDependencies dependencies)
    {
        Guard = guard;
        Provider = provider;
        Data = data;
        _dependencies = dependencies;
    }

    /// <summary>The provider, with your client id and secret.</summary>
    public OAuth2Provider Provider { get; }

    /// <summary>The part of the protocol.</summary>
    public OAuth2Leg Leg { get; internal set; }

    /// <summary>The data of the extension.</summary>
    /// <remarks>
    /// In a login, data that is set before the user leaves is kept in the pending dance, and is there again from the
    /// callback to the token. In all other requests and calls it is the data that the extension has kept beside the
    /// token (<see cref="TokenDraft.Keep"/>), and changes end with the request.
    /// </remarks>
    public ExtensionData Data { get; }

    /// <summary>The clock of the dance.</summary>
    public TimeProvider Time => _dependencies.Options.Time;

    /// <summary>The random number generator of the dance.</summary>
    public RandomNumberGenerator Random => _dependencies.Options.Random;

    /// <summary>
    /// The handler that sends the dance's own requests, such as for an <see cref="HttpClient"/> that reads the
    /// provider's keys. It belongs to the dance: do not dispose it.
    /// </summary>
    public HttpMessageHandler Http => _dependencies.Http;

    internal OAuth2Extension Extension => Guard.Extension;

    internal ParameterGuard Guard { get; }

    /// <summary>Makes a text that cannot be guessed, such as a nonce: 256 random bits.</summary>
    /// <returns>43 characters, all unreserved in URLs.</returns>
    public string CreateNonce() => UnguessableText.Create(Random);
}
