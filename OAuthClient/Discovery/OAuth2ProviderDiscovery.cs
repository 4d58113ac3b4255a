using System.Text;
using OAuthClient.Discovery;

namespace OAuthClient.OAuth2;

/// <summary>Makes providers of the metadata documents that issuers publish.</summary>
public static class OAuth2ProviderDiscovery
{
    extension(OAuth2Provider)
    {
        /// <summary>Finds the document of an issuer, and makes a provider of it.</summary>
        /// <remarks>
        /// <para>
        /// The provider has no client id: <c>(await OAuth2Provider.DiscoverAsync(issuer)) with { ClientId = "…" }</c>.
        /// Its name is the issuer's host. A value of a <c>with</c> expression takes precedence over the document.
        /// </para>
        /// <para>The document is cached: see <see cref="OAuthDiscovery"/>. Thread-safe.</para>
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
        public static Task<OAuth2Provider> DiscoverAsync(
            string issuer, DiscoveryOptions? options = null, CancellationToken cancellationToken = default) =>
            OAuthDiscovery.Default.DiscoverAsync(issuer, options, cancellationToken);

        /// <summary>Makes a provider of a metadata document at hand. Sends no request, and caches nothing.</summary>
        /// <param name="json">The document: a JSON object.</param>
        /// <param name="issuer">
        /// The issuer that the document must name; null to use the issuer that the document names.
        /// </param>
        /// <param name="options">The rules. The transport is not used.</param>
        /// <returns>The provider, without a client id. Its name is the issuer's host.</returns>
        /// <exception cref="ArgumentException">The issuer or an option cannot be used.</exception>
        /// <exception cref="OAuthException">The document cannot be used; the error names the field.</exception>
        public static OAuth2Provider FromMetadata(
            string json, string? issuer = null, DiscoveryOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(json);
            options ??= DiscoveryOptions.Default;
            options.ThrowIfInvalid();
            if (issuer is null)
                IssuerTemplateCheck.ThrowIfInvalid(issuer, options);
            else
                IssuerCheck.ThrowIfInvalid(issuer, options);
            return MetadataReader.Read(MetadataFields.Parse(Encoding.UTF8.GetBytes(json)), issuer, options);
        }
    }
}
