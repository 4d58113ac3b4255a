namespace OAuthClient.Tests;

/// <summary>The compiler refuses to finish a login with the callback and the browser key swapped.</summary>
public class SwappedArgumentsTests
{
    private const string Declarations = """
        using OAuthClient;
        OAuthDance dance = null!;
        var url = "https://app.example/callback?code=1&state=2";
        var cookie = "the browser's key";
        var callback = OAuthCallback.FromUrl(url);
        Secret key = cookie;
        """;

    [TestCase("callback, key")]
    [TestCase("callback, cookie")]
    [TestCase("new Uri(url), key")]
    public void A_callback_before_a_browser_key_compiles(string arguments) =>
        Assert.That(ErrorsOf(arguments), Is.Empty);

    [TestCase("key, callback")]
    [TestCase("cookie, callback")]
    [TestCase("cookie, url")]
    [TestCase("url, cookie")]
    public void A_text_or_a_browser_key_is_no_callback(string arguments) =>
        Assert.That(ErrorsOf(arguments), Is.Not.Empty.And.All.Contains("CS1503"));

    private static IEnumerable<string> ErrorsOf(string arguments)
    {
        var program = $"{Declarations}\nawait dance.FinishAsync({arguments});\n_ = (url, cookie, callback, key);";
        return DocumentCompiler.GetWarnings(new("program", 1, "csharp", program));
    }
}
