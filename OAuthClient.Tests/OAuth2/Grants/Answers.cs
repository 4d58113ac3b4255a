using System.Net;
using System.Text;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>Answers of a provider that a test writes itself.</summary>
internal static class Answers
{
    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
