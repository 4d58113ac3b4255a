using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using OAuthClient.Discovery;

namespace OAuthClient.AspNetCore;

/// <summary>Serves the client id metadata document of the application.</summary>
public static class ClientMetadataEndpoint
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Serves the metadata of a client at an address that is its client id, for providers that read such documents
    /// (<c>WithClientMetadata</c> of <c>OAuthClient.Discovery</c>).
    /// </summary>
    /// <remarks>
    /// The document is written at start-up and is open to all: providers fetch it without a login, and follow no
    /// redirect. A provider or a cache may keep it for an hour.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">
    /// The path of the document, escaped as in the client id, such as <c>/oauth/client.json</c>.
    /// </param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="publicUrl">
    /// The https address at which providers reach the application, with its path prefix if any. It is configured and
    /// never taken from a request, because the sender of a request chooses its <c>Host</c>. The default is
    /// <c>OAuth:PublicUrl</c> of the configuration.
    /// </param>
    /// <returns>The endpoint, to add conventions to.</returns>
    /// <exception cref="ArgumentException">
    /// The address cannot be a client id, or the metadata cannot be in a document; the message says why.
    /// </exception>
    /// <exception cref="InvalidOperationException">No public address is configured.</exception>
    public static IEndpointConventionBuilder MapClientMetadata(
        this IEndpointRouteBuilder endpoints, string path, ClientMetadata metadata, string? publicUrl = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(metadata);
        ThrowIfNoPath(path);
        publicUrl ??= endpoints.ServiceProvider.GetService<IConfiguration>()?["OAuth:PublicUrl"];
        if (string.IsNullOrWhiteSpace(publicUrl))
        {
            throw new InvalidOperationException(
                "Where do providers reach this application? Set OAuth:PublicUrl in the configuration "
                + "(OAuth__PublicUrl in the environment), or publicUrl, such as https://app.example.");
        }
        var document = Encoding.UTF8.GetBytes(metadata.ToDocument(publicUrl.TrimEnd('/') + path));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(document))}\"");
        var answer = (RequestDelegate)(context => AnswerAsync(context, document, tag));
        return endpoints.MapMethods(RoutePath.ToRoute(path), GetAndHead, answer)
            .ExcludeFromDescription()
            .AllowAnonymous();
    }

    private static Task AnswerAsync(HttpContext context, byte[] document, EntityTagHeaderValue tag)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Bytes(document, "application/json", entityTag: tag).ExecuteAsync(context);
    }

    private static void ThrowIfNoPath(string path)
    {
        if (path is not ['/', _, ..] || path.AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException(
                $"The path of the client's metadata is '{path}'; it must be a path such as /oauth/client.json.",
                nameof(path));
        }
        if (RoutePath.IsReachable(path))
            return;
        throw new ArgumentException(
            $"No provider could reach the client's metadata at '{path}': the path must not hold //, %2F or %3F. Write "
            + "another, such as /oauth/client.json.",
            nameof(path));
    }
}
