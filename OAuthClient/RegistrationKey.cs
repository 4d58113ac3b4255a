using System.Text.Json.Serialization;

namespace OAuthClient;

/// <summary>
/// The key of a stored registration. A registration at one issuer is never used at another, nor with other redirect
/// URIs. Two keys are the same when their parts are, character by character. Immutable.
/// </summary>
public readonly record struct RegistrationKey
{
    /// <summary>The name of the client of a program that has one client at an issuer: <c>default</c>.</summary>
    public const string DefaultClient = "default";

    private readonly string? _issuer;
    private readonly string? _client;
    private readonly string? _redirectUris;

    /// <summary>Creates a key.</summary>
    /// <param name="issuer">The issuer of the provider, character for character.</param>
    /// <param name="client">
    /// The name of the client in the program: a program may register several at one issuer, such as one for users and
    /// one for machines.
    /// </param>
    /// <param name="redirectUris">The redirect URIs of the client. Their order, and repetitions, do not matter.</param>
    /// <exception cref="ArgumentException">A redirect URI is empty or has a space.</exception>
    public RegistrationKey(string issuer, string client, IEnumerable<string> redirectUris)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(redirectUris);
        string[] sorted = [.. redirectUris.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (Array.Exists(sorted, uri => string.IsNullOrEmpty(uri) || uri.Contains(' ', StringComparison.Ordinal)))
            throw new ArgumentException("A redirect URI is empty or has a space.", nameof(redirectUris));
        _issuer = issuer;
        _client = client;
        _redirectUris = string.Join(' ', sorted);
    }

    [JsonConstructor]
    internal RegistrationKey(string issuer, string client, string redirectUris)
        : this(issuer, client, redirectUris.Split(' ', StringSplitOptions.RemoveEmptyEntries))
    { }

    /// <summary>The issuer of the provider; the origin of its token endpoint where it has no issuer.</summary>
    public string Issuer => _issuer ?? "";

    /// <summary>The name of the client in the program.</summary>
    public string Client => _client ?? "";

    /// <summary>The redirect URIs of the client, sorted, with a space between two; empty when there are none.</summary>
    public string RedirectUris => _redirectUris ?? "";
}
