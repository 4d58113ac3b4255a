using OAuthClient.OAuth1;

namespace OAuthHarness.Signatures;

/// <summary>
/// Finds what the other side may have signed in place of the request: tries the usual mistakes, one at a time, until
/// the signature is right.
/// </summary>
internal static class UsualMistakes
{
    /// <summary>A mistake in the request or in its secrets.</summary>
    /// <param name="Text">The mistake, as the end of a sentence.</param>
    /// <param name="Signed">The request and the secrets as they were signed.</param>
    private sealed record Mistake(string Text, SignedInput Signed);

    /// <returns>The mistake; null when none of them explains the signature.</returns>
    public static async Task<string?> FindAsync(SignedInput input, CancellationToken cancellationToken)
    {
        foreach (var mistake in List(input))
        {
            using var request = mistake.Signed.CreateRequest();
            var explanation = await SignatureExplanation.OfAsync(
                mistake.Signed.Provider, request, mistake.Signed.TokenSecret, cancellationToken);
            if (explanation.IsValid)
                return mistake.Text;
        }
        return null;
    }

    private static IEnumerable<Mistake> List(SignedInput input)
    {
        foreach (var method in ((string[])["GET", "POST", "PUT", "PATCH", "DELETE"]).Where(name => name != input.Method))
            yield return new($"for the method {method}", input with { Method = method });
        var other = input.Url.Scheme == "https" ? "http" : "https";
        yield return new($"for {other} in place of {input.Url.Scheme}", input with { Url = WithScheme(input.Url, other) });
        if (input.Url.Query.Length > 0)
        {
            var bare = new Uri(input.Url.GetLeftPart(UriPartial.Path));
            yield return new("without the query of the address", input with { Url = bare });
        }
        if (input.Form is not null)
            yield return new("without the fields of the form", input with { Form = null });
        if (!input.TokenSecret.IsEmpty)
            yield return new("without the token secret", input with { TokenSecret = default });
        var clientSecret = input.Provider.ClientSecret;
        yield return new(
            "with the client secret and the token secret in each other's place",
            input with
            {
                Provider = input.Provider with { ClientSecret = input.TokenSecret },
                TokenSecret = clientSecret,
            });
        foreach (var method in Methods.Where(method => method.Name != input.Provider.SignatureMethod.Name))
        {
            yield return new(
                $"with {method.Name} in place of {input.Provider.SignatureMethod.Name}",
                input with { Provider = input.Provider with { SignatureMethod = method } });
        }
    }

    private static SignatureMethod[] Methods =>
        [SignatureMethod.HmacSha1, SignatureMethod.HmacSha256, SignatureMethod.HmacSha512];

    private static Uri WithScheme(Uri url, string scheme)
    {
        var port = url.IsDefaultPort ? -1 : url.Port;
        return new UriBuilder(url) { Scheme = scheme, Port = port }.Uri;
    }
}
