using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>Signs an HTTP request in place, as the last thing before it leaves.</summary>
internal static class RequestSigning
{
    public static async ValueTask SignAsync(HttpRequestMessage request, OAuth1Provider provider, RequestSigner signer, (Secret Token, Secret Secret) token, CancellationToken cancellationToken)
    {
        var toSign = await ToSignAsync(request, provider, cancellationToken).ConfigureAwait(false);
        var signed = signer.Sign(toSign, token);
        request.RequestUri = signed.Url;
        request.Headers.Remove("Authorization");
        if (signed.Authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", signed.Authorization);
        if (signed.Form is not null)
            request.Content = Form(signed.Form, request.Content);
    }

    /// <summary>What the signature covers, without the parameters of an earlier one.</summary>
    public static async ValueTask<RequestToSign> ToSignAsync(HttpRequestMessage request, OAuth1Provider provider, CancellationToken cancellationToken)
    {
        var content = request.Content;
        var isForm = content?.Headers.ContentType?.MediaType?.Equals(UrlForm.Type, StringComparison.OrdinalIgnoreCase) ?? false;
        var takesForm = isForm || (content is null && (request.Method == HttpMethod.Post || request.Method == HttpMethod.Put || request.Method == HttpMethod.Patch));
        // A form has no such digest, nor has a body that is to become one.
        var isHashed = provider.Quirks.SendsBodyHash && !isForm && !(takesForm && provider.Placement == ParameterPlacement.Form);
        // Reading keeps the bytes, so these very bytes are what is sent.
        var body = (isForm || isHashed) && content is not null ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false) : [];
        return new(request.Method.Method, Placement.WithoutOwn(request.RequestUri!))
        {
            Host = request.Headers.Host,
            Form = isForm ? Placement.WithoutOwn(Encoding.UTF8.GetString(body)) : "",
            TakesForm = takesForm,
            BodyHash = isHashed ? Convert.ToBase64String(CryptographicOperations.HashData(provider.SignatureMethod.BodyHash, body)) : null,
        };
    }

    private static ByteArrayContent Form(string form, HttpContent? before)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        if (before is null)
            content.Headers.ContentType = new(UrlForm.Type);
        foreach (var (name, values) in before?.Headers.NonValidated.Where(header => header.Key != "Content-Length") ?? [])
            content.Headers.TryAddWithoutValidation(name, values);
        return content;
    }
}
