using System.Security.Cryptography;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>Signs an HTTP request in place. The request must not change afterwards.</summary>
internal sealed class HttpRequestSigner(OAuth1Provider provider, RequestSigner signer)
{
    // An earlier signature of this client is recognized by its consumer key.
    private readonly string _consumerKeyInQuery = $"oauth_consumer_key={Uri.EscapeDataString(provider.ClientId)}";
    private readonly string _consumerKeyInHeader =
        $"oauth_consumer_key=\"{Uri.EscapeDataString(provider.ClientId)}\"";

    public RequestSigner Signer => signer;

    public async ValueTask SignAsync(
        HttpRequestMessage request,
        (Secret Token, Secret Secret) token,
        (string Name, string Value)[] protocolParameters,
        CancellationToken cancellationToken)
    {
        RemoveSignature(request);
        var body = await ReadBodyAsync(request, cancellationToken).ConfigureAwait(false);
        var signed = signer.Sign(CreateRequestToSign(request, body), token, protocolParameters);
        if (signed.Authorization is not null)
            AddAuthorization(request, signed.Authorization);
        request.RequestUri = signed.Url;
        if (signed.FormParameters is not null)
            request.Content = new SignedForm(body, signed.FormParameters, request.Content!);
    }

    /// <summary>
    /// Removes an earlier signature: the caller may send the same message again, also to a server that must not get it.
    /// </summary>
    public void RemoveSignature(HttpRequestMessage request)
    {
        if (request.Content is SignedForm form)
            request.Content = form.OriginalContent;
        if (request.RequestUri is { IsAbsoluteUri: true } url
            && url.PathAndQuery.Contains(_consumerKeyInQuery, StringComparison.Ordinal))
        {
            request.RequestUri = ParameterPlacer.WithoutProtocolParameters(url);
        }
        if (request.Headers.NonValidated.TryGetValues("Authorization", out var values)
            && values.ToString().Contains(_consumerKeyInHeader, StringComparison.Ordinal))
        {
            request.Headers.Remove("Authorization");
        }
    }

    private static void AddAuthorization(HttpRequestMessage request, string authorization)
    {
        if (request.Headers.NonValidated.Contains("Authorization"))
        {
            throw new InvalidOperationException(
                "The request has an Authorization header of its own, where the OAuth 1 parameters must go. Remove it, or "
                + "set the provider's Placement to ParameterPlacement.Query if the provider takes them there.");
        }
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
    }

    // Reading buffers the content, so exactly these bytes are sent.
    private async ValueTask<byte[]> ReadBodyAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Content is { } content && (UrlForm.IsForm(content) || provider.Quirks.SendsBodyHash)
            ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
            : [];

    private RequestToSign CreateRequestToSign(HttpRequestMessage request, byte[] body)
    {
        var isForm = UrlForm.IsForm(request.Content);
        return new(request.Method.Method, request.RequestUri!)
        {
            Host = request.Headers.Host,
            Form = isForm ? FormText.FromOctets(body) : "",
            TakesForm = isForm,
            // A form has no body hash: the signature covers it.
            BodyHash = provider.Quirks.SendsBodyHash && !isForm ? Hash(body) : null,
        };
    }

    private string Hash(byte[] body) =>
        Convert.ToBase64String(CryptographicOperations.HashData(provider.SignatureMethod.BodyHash, body));
}
