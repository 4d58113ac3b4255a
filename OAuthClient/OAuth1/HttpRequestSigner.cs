using System.Security.Cryptography;
using System.Text;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>Signs an HTTP request in place, as the last thing before it leaves.</summary>
internal sealed class HttpRequestSigner(OAuth1Provider provider, RequestSigner signer)
{
    // What an earlier signature of ours is recognized by.
    private readonly string _consumerKeyInQuery = $"oauth_consumer_key={Uri.EscapeDataString(provider.ClientId)}";
    private readonly string _consumerKeyInHeader = $"oauth_consumer_key=\"{Uri.EscapeDataString(provider.ClientId)}\"";

    public RequestSigner Signer => signer;

    public async ValueTask SignAsync(HttpRequestMessage request, (Secret Token, Secret Secret) token, CancellationToken cancellationToken)
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

    /// <summary>Takes off what an earlier signature put on: the same message may be sent again, also to where no signature may go.</summary>
    public void RemoveSignature(HttpRequestMessage request)
    {
        if (request.Content is SignedForm form)
            request.Content = form.OriginalContent;
        if (request.RequestUri is { IsAbsoluteUri: true } url && url.PathAndQuery.Contains(_consumerKeyInQuery, StringComparison.Ordinal))
            request.RequestUri = ParameterPlacer.WithoutProtocolParameters(url);
        if (request.Headers.NonValidated.TryGetValues("Authorization", out var values) && values.ToString().Contains(_consumerKeyInHeader, StringComparison.Ordinal))
            request.Headers.Remove("Authorization");
    }

    private async ValueTask<RequestToSign> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content;
        var isForm = content?.Headers.ContentType?.MediaType?.Equals(UrlForm.ContentType, StringComparison.OrdinalIgnoreCase) ?? false;
        var takesForm = isForm || (content is null && (request.Method == HttpMethod.Post || request.Method == HttpMethod.Put || request.Method == HttpMethod.Patch));
        // A form has no such digest, nor has a body that is to become one.
        var isHashed = provider.Quirks.SendsBodyHash && !isForm && !(takesForm && provider.Placement == ParameterPlacement.Form);
        // Reading keeps the bytes, so these very bytes are what is sent.
        var body = (isForm || isHashed) && content is not null ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false) : [];
        return new(request.Method.Method, request.RequestUri!)
        {
            Host = request.Headers.Host,
            Form = isForm ? Encoding.UTF8.GetString(body) : "",
            TakesForm = takesForm,
            BodyHash = isHashed ? Convert.ToBase64String(CryptographicOperations.HashData(provider.SignatureMethod.BodyHash, body)) : null,
        };
    }
}
