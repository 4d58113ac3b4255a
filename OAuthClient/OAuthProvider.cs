using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>
/// A provider, and your registration with it, as a value: change a property with a <c>with</c> expression.
/// </summary>
/// <remarks>
/// Each difference between providers is a property. A provider does nothing by itself. Immutable; prints without its
/// secret.
/// </remarks>
[JsonConverter(typeof(JsonRefusal))]
public abstract record OAuthProvider
{
    private protected OAuthProvider() { }

    /// <summary>The name of the provider: in messages, and in the key of stored tokens.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the provider for people, such as <c>GitHub</c>.</summary>
    /// <value>The default is <see cref="Name"/>.</value>
    public string Title
    {
        get => field ?? Name;
        init;
    }

    /// <summary>Your client identifier; OAuth 1 calls it the consumer key.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>
    /// Your client secret. Without a secret, an OAuth 2 client is a public one (RFC 6749 section 2.1).
    /// </summary>
    public Secret ClientSecret { get; init; }

    /// <summary>The base address of the provider's API, to which relative addresses of calls are added.</summary>
    /// <remarks>The origin of the address gets the token.</remarks>
    public string? ApiBaseUrl { get; init; }

    /// <summary>Further origins, such as <c>https://uploads.example.com</c>, that get the token in API calls.</summary>
    /// <remarks>No other origin gets the token.</remarks>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>The protections that are switched off for this provider.</summary>
    /// <value>The default is <see cref="Insecure.None"/>.</value>
    public Insecure Allow { get; init; }

    /// <summary>Further headers of calls to the API, each sent unless the call has a header of the same name.</summary>
    /// <remarks><c>{client_id}</c> in a value stands for your client id.</remarks>
    public IReadOnlyDictionary<string, string> ApiHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>The preset that the provider was made from; null when the host wrote the provider itself.</summary>
    internal ProviderPreset? Preset { get; init; }

    /// <summary>Whether an outsider has named the endpoints, so that only tested addresses get requests.</summary>
    internal bool IsGuarded { get; init; }

    internal abstract OAuthProtocol CreateProtocol(DanceDependencies dependencies);

    /// <summary>The addresses that secrets are sent to, each with the name of its property.</summary>
    internal abstract IEnumerable<(string Field, string? Url)> Endpoints { get; }

    /// <summary>Whether the user may bring a PIN instead of a callback.</summary>
    internal virtual bool TakesPins => false;

    /// <summary>Whether users can log in. Without logins, the provider's API can only be called.</summary>
    internal virtual bool HasLogins => true;

    /// <summary>
    /// The identity that tells the provider from its namesakes: its issuer, or else the origin of its token endpoint.
    /// </summary>
    internal virtual string Identity => TokenOrigin;

    /// <summary>
    /// Whether tokens of the provider may have been stored under a key without its issuer, by an earlier version of the
    /// library or of the provider's value.
    /// </summary>
    internal virtual bool HasFormerKeys => true;

    /// <summary>The origin of the token endpoint; of the API, where there is no such endpoint.</summary>
    internal virtual string TokenOrigin => ApiBaseUrl is { } url ? SafeUrl.OriginOf(url) : "";

    /// <summary>Whether every callback tells which provider it comes from.</summary>
    internal abstract bool NamesIssuer { get; }

    /// <summary>Throws when the provider's value cannot work, before any login.</summary>
    internal virtual void ThrowIfInvalid()
    {
        if (string.IsNullOrWhiteSpace(Name))
            throw new ArgumentException("A provider needs a Name.");
        if (string.IsNullOrWhiteSpace(ClientId))
        {
            throw new ArgumentException(
                $"The provider '{Name}' has no ClientId. Register your program with it, "
                + "and set ClientId to what it gave you.");
        }
        Preset?.ThrowIfInvalid();
        foreach (var (field, url) in Endpoints)
            SafeUrl.CheckEndpoint(Name, field, url, Allow);
        foreach (var origin in Origins)
            SafeUrl.CheckEndpoint(Name, nameof(Origins), origin, Allow);
        if (ApiBaseUrl is not null)
            SafeUrl.CheckEndpoint(Name, nameof(ApiBaseUrl), ApiBaseUrl, Allow);
    }

    private static readonly HttpRequestOptionsKey<List<string>> AddedHeaders = new("OAuthClient.OAuthProvider.ApiHeaders");

    /// <summary>Adds each of <see cref="ApiHeaders"/> that the call does not have.</summary>
    internal void AddHeaders(HttpRequestMessage request)
    {
        if (ApiHeaders.Count == 0)
            return;
        foreach (var (name, value) in ApiHeaders)
        {
            if (request.Headers.Contains(name))
                continue;
            var text = value.Replace("{client_id}", ClientId, StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(name, text);
            if (!request.Options.TryGetValue(AddedHeaders, out var added))
                request.Options.Set(AddedHeaders, added = []);
            added.Add(name);
        }
    }

    /// <summary>Removes the headers that <see cref="AddHeaders"/> has added.</summary>
    internal void RemoveHeaders(HttpRequestMessage request)
    {
        if (ApiHeaders.Count == 0 || !request.Options.TryGetValue(AddedHeaders, out var added))
            return;
        foreach (var name in added)
            request.Headers.Remove(name);
    }
}
