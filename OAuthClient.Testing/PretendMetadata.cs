using System.Net;

namespace OAuthClient.Testing;

/// <summary>The well-known addresses of a pretend provider.</summary>
internal sealed class PretendMetadata(PretendProvider provider)
{
    public HttpResponseMessage Answer(PretendRequest request)
    {
        var address = MetadataAddress.Find(new Uri(request.Url).AbsolutePath, provider.IssuerPath);
        if ((address & provider.WellKnown) == PretendWellKnown.None)
            return Responses.Text(HttpStatusCode.NotFound, "text/plain", "nothing here");
        if (MisbehavingMetadata.Answer(provider, request) is { } wrong)
            return wrong;
        var isKnown = provider.MetadataETag is not null && request.IfNoneMatch == provider.MetadataETag;
        return AddCaching(isKnown ? new(HttpStatusCode.NotModified) : Describe());
    }

    private HttpResponseMessage Describe()
    {
        var document = MetadataDocument.Create(provider);
        MisbehavingMetadata.Change(provider, document);
        provider.ChangeMetadata?.Invoke(document);
        return Responses.Text(HttpStatusCode.OK, "application/json", document.ToJsonString());
    }

    private HttpResponseMessage AddCaching(HttpResponseMessage response)
    {
        if (provider.MetadataCacheControl is { } cacheControl)
            response.Headers.TryAddWithoutValidation("Cache-Control", cacheControl);
        if (provider.MetadataETag is { } tag)
            response.Headers.TryAddWithoutValidation("ETag", tag);
        return response;
    }
}
