using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>
/// A provider, and your registration with it, as a value: override a field with <c>with</c>. What providers do differently is a field
/// with a name, never a branch in the code. It does nothing by itself. Immutable; prints without its secret.
/// </summary>
public abstract record OAuthProvider
{
    private protected OAuthProvider() { }

    /// <summary>Its name: in messages, and in the key of stored tokens.</summary>
    public required string Name { get; init; }

    /// <summary>Your client identifier; OAuth 1 calls it the consumer key.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Your client secret. None makes an OAuth 2 client a public one (RFC 6749 section 2.1).</summary>
    public Secret ClientSecret { get; init; }

    /// <summary>Where the provider's API begins: relative addresses of calls start here, and its origin is one that gets the token.</summary>
    public string? ApiBaseUrl { get; init; }

    /// <summary>Further origins, such as <c>https://uploads.example.com</c>, that get the token. All others never do.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>The safety that this provider does without. The default is <see cref="Insecure.None"/>.</summary>
    public Insecure Allow { get; init; }

    /// <summary>Further headers of calls to the API, sent where the call has none of that name; <c>{client_id}</c> in a value is your client id.</summary>
    public IReadOnlyDictionary<string, string> ApiHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>The preset that it was made from; null when it is somebody's own.</summary>
    internal ProviderPreset? Preset { get; init; }

    internal abstract OAuthProtocol Protocol(DanceDependencies dependencies);

    /// <summary>The addresses that secrets travel to, by their field's name.</summary>
    internal abstract IEnumerable<(string Field, string? Url)> Endpoints { get; }

    /// <summary>Whether the user may bring a PIN instead of a callback.</summary>
    internal virtual bool TakesPins => false;

    /// <summary>Whether users can log in; otherwise there are calls only.</summary>
    internal virtual bool HasLogins => true;

    /// <summary>Whether every callback tells which provider it comes from.</summary>
    internal abstract bool NamesIssuer { get; }

    /// <summary>Refuses what cannot work, before anybody is sent anywhere.</summary>
    internal virtual void Check()
    {
        if (string.IsNullOrWhiteSpace(Name))
            throw new ArgumentException("A provider needs a Name.");
        if (string.IsNullOrWhiteSpace(ClientId))
            throw new ArgumentException($"The provider '{Name}' has no ClientId. Register your program with it, and set ClientId to what it gave you.");
        Preset?.Check();
        foreach (var (field, url) in Endpoints)
            SafeUrl.CheckEndpoint(Name, field, url, Allow);
        foreach (var origin in Origins.Append(ApiBaseUrl).OfType<string>())
            SafeUrl.CheckEndpoint(Name, origin == ApiBaseUrl ? nameof(ApiBaseUrl) : nameof(Origins), origin, Allow);
    }

    /// <summary>Adds the headers that the API wants and the call has not.</summary>
    internal void AddHeaders(HttpRequestMessage request)
    {
        if (ApiHeaders.Count == 0)
            return;
        foreach (var (name, value) in ApiHeaders)
        {
            if (!request.Headers.Contains(name))
                request.Headers.TryAddWithoutValidation(name, value.Replace("{client_id}", ClientId, StringComparison.Ordinal));
        }
    }
}
