using System.Net;

namespace OAuthClient.Testing;

/// <summary>The answers of the OAuth 2 token endpoint that bring a token.</summary>
internal static class PretendTokenAnswer
{
    public static HttpResponseMessage Create(
        PretendProvider provider, Dictionary<string, object> fields, bool isRefresh = false)
    {
        if (provider.Misbehave == Misbehavior.UnknownTokenType)
            fields["token_type"] = "mac";
        if (provider.Misbehave == Misbehavior.NoTokenType)
            fields.Remove("token_type");
        if (provider.Misbehave == Misbehavior.NoToken)
            fields.Remove("access_token");
        if (provider.Misbehave == Misbehavior.EnvelopeAtLoginOnly && !isRefresh)
            fields = new() { ["ok"] = true, ["authed_user"] = fields };
        return provider.Misbehave == Misbehavior.FormEncodedAnswer
            ? Responses.Form(HttpStatusCode.OK, [.. fields.Select(field => (field.Key, field.Value.ToString()!))])
            : Responses.Json(fields);
    }
}
