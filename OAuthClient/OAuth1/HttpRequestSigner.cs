using System.Security.Cryptography;
using System.Text;
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
        HttpRequestMessage request, (Secret Token, Secret Secret) token, CancellationToken cancellationToken)
    {
        RemoveSignature(request);
        var toSign = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        var signed = signer.Sign(toSign, token);
        request.RequestUri = signed.Url;
        request.Headers.Remove("Authorization");
        if (signed.Authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", signed.Authorization);
        if (signed.Form is not null)
            request.Content = new SignedForm(signed.Form, request.Content);
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

    private async ValueTask<RequestToSign> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content;
        var isForm = UrlForm.IsForm(content);
        var takesForm = isForm || (content is null && AllowsBody(request.Method));
        // A form has no body hash, nor has an empty body that becomes a form.
        var isHashed = provider.Quirks.SendsBodyHash
            && !isForm
            && !(takesForm && provider.Placement == ParameterPlacement.Form);
        // Reading buffers the content, so exactly these bytes are sent.
        var body = (isForm || isHashed) && content is not null
            ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
            : [];
        return new(request.Method.Method, request.RequestUri!)
        {
            Host = request.Headers.Host,
            Form = isForm ? Encoding.UTF8.GetString(body) : "",
            TakesForm = takesForm,
            BodyHash = isHashed ? Hash(body) : null,
        };
    }

    private static bool AllowsBody(HttpMethod method) =>
        method == HttpMethod.Post || method == HttpMethod.Put || method == HttpMethod.Patch;

    private string Hash(byte[] body) =>
        Convert.ToBase64String(CryptographicOperations.HashData(provider.SignatureMethod.BodyHash, body));
}
