using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>
/// Makes providers of the metadata documents that issuers publish (RFC 8414, OpenID Connect Discovery 1.0), and caches
/// what it found.
/// </summary>
/// <remarks>
/// <para>
/// Callers that ask for an issuer at the same time share one reading of its document. A document is cached as its HTTP
/// headers say, for a minute at least and a day at most; without such a header, for an hour. A failure is remembered
/// for five seconds. The cache holds 1,000 issuers, and those that a third party named go first. 64 discoveries of
/// issuers of the developer, and as many of third parties, fetch documents at once; others wait within their time.
/// </para>
/// <para>Thread-safe. A program needs just one object, such as <see cref="Default"/>.</para>
/// </remarks>
public sealed class OAuthDiscovery
{
    private readonly TimeProvider _time;
    private readonly DiscoveryCache _cache;
    private readonly FetchSlots _slots = new();

    /// <summary>Makes a discovery with an empty cache.</summary>
    /// <param name="time">The clock; by default the system's.</param>
    public OAuthDiscovery(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _cache = new(_time);
    }

    /// <summary>The discovery of the process, which <c>OAuth2Provider.DiscoverAsync</c> uses.</summary>
    public static OAuthDiscovery Default { get; } = new();

    /// <summary>Finds the document of an issuer, and makes a provider of it.</summary>
    /// <remarks>
    /// The provider has no <see cref="OAuthProvider.ClientId"/>; its name is the issuer's host. Change both by a
    /// <c>with</c> expression.
    /// </remarks>
    /// <param name="issuer">
    /// The issuer, to the letter as the provider writes it, such as <c>https://issuer.example</c>.
    /// </param>
    /// <param name="options">The rules and the transport.</param>
    /// <param name="cancellationToken">Cancels the wait. Other callers still get the document.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="ArgumentException">
    /// The issuer or an option cannot be used; the message says what to write.
    /// </exception>
    /// <exception cref="OAuthException">There is no document that can be used; the error says why.</exception>
    /// <exception cref="OperationCanceledException">The cancellation token was cancelled.</exception>
    public async Task<OAuth2Provider> DiscoverAsync(
        string issuer, DiscoveryOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= DiscoveryOptions.Default;
        options.ThrowIfInvalid();
        IssuerCheck.ThrowIfInvalid(issuer, options);
        return await _cache
            .GetAsync(new(issuer, options), () => ReadAsync(issuer, options), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Forgets what is cached of an issuer, when it has proved wrong: the next discovery reads the document again.
    /// </summary>
    /// <remarks>
    /// A document that was read in the last ten seconds is kept. A document that is read again must name the issuer
    /// that the earlier one named.
    /// </remarks>
    /// <param name="issuer">The issuer. An issuer that is not cached is ignored.</param>
    public void Forget(string issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        _cache.Forget(issuer);
    }

    private async Task<DiscoveredProvider> ReadAsync(string issuer, DiscoveryOptions options)
    {
        using var fetch = new MetadataFetch(options, _slots.Of(options.NamedBy), _time);
        var document = await fetch.FetchAsync(issuer).ConfigureAwait(false);
        var fields = MetadataFields.Parse(document.Body, document.Url);
        return new(MetadataReader.Read(fields, issuer, options), document.Lifetime);
    }
}
