using System.Net;
using System.Text;
using System.Text.Json;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>
/// Finds leaked secrets: lists the encodings of a secret, and the texts in which a secret could leak.
/// </summary>
internal static class Canary
{
    /// <summary>The client secret of the pretend provider, as sent in a form body or in a header.</summary>
    public static string[] ClientSecrets { get; } =
    [
        PretendProvider.ClientSecret,
        Base64($"{PretendProvider.ClientId}:{WebUtility.UrlEncode(PretendProvider.ClientSecret)}"),
        Base64($"{PretendProvider.ClientId}:{PretendProvider.ClientSecret}"),
    ];

    public static IEnumerable<string> Encodings(string secret) =>
        new[]
        {
            secret,
            Uri.EscapeDataString(secret),
            WebUtility.UrlEncode(secret),
            JsonEncodedText.Encode(secret).ToString(),
        }.Distinct();

    /// <summary>Every text of an error, including texts that <c>ToString</c> leaves out.</summary>
    public static IEnumerable<string?> Texts(OAuthError? error) => error is null
        ? []
        : [
            error.ToString(), error.Message, error.Hint, error.ProviderError, error.ProviderDescription,
            error.ProviderUri, error.Endpoint, error.Excerpt,
        ];

    public static IEnumerable<string?> Texts(OAuthOutcome outcome) =>
        [outcome.ToString(), outcome.Explanation, .. Texts(outcome.Response), .. Texts(outcome.Error)];

    /// <summary>Every text of a login, except the authorization URL, which holds the state.</summary>
    public static IEnumerable<string?> Texts(OAuthLogin login) =>
    [
        login.ToString(), login.Explanation, login.Response.ToString(), login.Response.Body,
        .. login.IsBegun ? [] : Texts(login.Response), .. Texts(login.Error),
    ];

    public static IEnumerable<string?> Texts(OAuthResponse response) =>
    [
        response.ToString(),
        response.Body,
        response.Location,
        .. response.Headers.Select(header => $"{header.Key}: {header.Value}"),
    ];

    public static void AssertNoSecret(IEnumerable<string?> texts, IEnumerable<string> secrets)
    {
        var all = string.Join('\n', texts);
        foreach (var secret in secrets.Distinct().SelectMany(Encodings))
            Assert.That(all, Does.Not.Contain(secret));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
