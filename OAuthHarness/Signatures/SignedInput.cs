using System.Text;
using OAuthClient;
using OAuthClient.OAuth1;

namespace OAuthHarness.Signatures;

/// <summary>A signed request, and the secrets that are said to have signed it.</summary>
internal sealed record SignedInput
{
    public required OAuth1Provider Provider { get; init; }

    public required string Method { get; init; }

    public required Uri Url { get; init; }

    /// <summary>The value of the Authorization header.</summary>
    public required string Authorization { get; init; }

    /// <summary>The body, if it is a form.</summary>
    public string? Form { get; init; }

    public Secret TokenSecret { get; init; }

    public HttpRequestMessage CreateRequest()
    {
        var request = new HttpRequestMessage(new(Method), Url);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        if (Form is not null)
            request.Content = new StringContent(Form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return request;
    }
}
