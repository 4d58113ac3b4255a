using System.Net;
using System.Text;
using System.Text.Json;

namespace OAuthClient.Tests.Canaries;

/// <summary>
/// Random answers of the token endpoint that repeat one secret under random names, at random depths, beside harmless
/// values.
/// </summary>
public class FuzzedTranscriptTests
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("OAUTH_FUZZ"), out var rounds) ? rounds : 300;

    private static readonly string[] HarmlessNames =
    [
        "scope", "token_type", "error", "grant_type", "expires_in", "error_code", "redirect_uri", "oauth_callback",
        "oauth_problem", "prompt", "response_type", "oauth_signature_method", "x_auth_mode", "token_type_hint",
    ];

    private static readonly string[] OtherNames =
        ["access_token", "refresh_token", "id_token", "session", "user", "data", "api_key", "code", "error_description"];

    private static readonly string[] Frames =
    [
        "{0}", "{0}", "{0}", "read {0}", "read:{0}", "{0}-two", "https://app.example/{0}", "bearer:{0}",
        "https://app.example/callback?a={0}", "https://app.example/callback#{0}", "https://{0}@app.example/callback",
    ];

    [Test]
    public async Task No_random_answer_brings_a_secret_into_the_transcript()
    {
        var seed = TestContext.CurrentContext.Random.Next();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var secret = CreateSecret(random);
            var body = CreateBody(random, secret);
            var text = await LoginAsync(body);
            Assert.That(text, Does.Contain("→ 400").And.Not.Contain(secret), $"seed {seed}, round {round}: {body}");
        }
    }

    private static async Task<string> LoginAsync(string body)
    {
        var setup = new DanceSetup();
        var text = new StringBuilder();
        setup.Signals.Trace.Connect((_, trace) => text.Append(trace.Exchange));
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest) { Content = new StringContent(body) };
        await setup.LoginAsync("42");
        return text.ToString();
    }

    // A secret of the shape of a word or a number is the hardest to tell.
    private static string CreateSecret(Random random)
    {
        var alphabet = random.Next(3) switch
        {
            0 => "0123456789",
            1 => "bdfgkpqvwxz",
            _ => "BDFGKPQVWXZbdfgkpqvwxz0123456789",
        };
        return new([.. random.GetItems<char>(alphabet, random.Next(8, 11))]);
    }

    private static string CreateBody(Random random, string secret)
    {
        var fields = CreateFields(random, secret, 4);
        // The secret is masked at least here, so that it can be known.
        fields["access_token"] = secret;
        if (random.Next(2) == 0)
            return JsonSerializer.Serialize(fields);
        return string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(ToText(field.Value))}"));
    }

    private static string ToText(object value) => value as string ?? JsonSerializer.Serialize(value);

    private static Dictionary<string, object> CreateFields(Random random, string secret, int depth)
    {
        var fields = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var name = random.Next(30) == 0 ? secret : ChooseName(random);
            fields[name] = CreateValue(random, secret, depth);
        }
        return fields;
    }

    private static string ChooseName(Random random)
    {
        var names = random.Next(3) == 0 ? OtherNames : HarmlessNames;
        return names[random.Next(names.Length)];
    }

    private static object CreateValue(Random random, string secret, int depth) => (depth, random.Next(6)) switch
    {
        ( > 0, 0) => CreateFields(random, secret, depth - 1),
        ( > 0, 1) => new[] { CreateValue(random, secret, depth - 1), CreateValue(random, secret, depth - 1) },
        _ => Frames[random.Next(Frames.Length)].Replace("{0}", secret, StringComparison.Ordinal),
    };
}
