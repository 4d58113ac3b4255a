using System.Text.Json.Nodes;
using OAuthClient;
using OAuthHarness.Terminal;

namespace OAuthHarness.Story;

/// <summary>
/// The story of the logins: sentences for people on one writer, and a line of JSON for each login on the other. It
/// prints no secrets.
/// </summary>
internal sealed class Transcript(TextWriter data, TextWriter people)
{
    private const int NameWidth = 10;
    private int _login;

    public void Title(string text, string? lesson = null)
    {
        _login++;
        people.WriteLine($"\n{_login}. {text}\n");
        if (lesson is not null)
            people.WriteLine($"   {lesson.ReplaceLineEndings("\n   ")}\n");
    }

    /// <summary>A step of a party of the login, in one line or more.</summary>
    public void WriteStep(string actor, string text)
    {
        var lines = text.Split('\n');
        people.WriteLine($"   {actor.PadRight(NameWidth)}{lines[0]}");
        foreach (var line in lines[1..])
            people.WriteLine($"   {"".PadRight(NameWidth)}{line}");
    }

    public void End(OAuthOutcome outcome, bool asExpected)
    {
        WriteStep("fold", outcome.Explanation);
        if (outcome.Error is { } error)
            WriteStep("error", error.ToString());
        WriteStep("outcome", $"{outcome.Kind}; the user sees: {Describe(outcome.Response)}");
        if (!asExpected)
            WriteStep("WRONG", "this is not how the login should have ended");
        data.WriteLine(JsonText.LineOf(new JsonObject
        {
            ["login"] = _login,
            ["outcome"] = outcome.Kind.ToString(),
            ["error"] = outcome.Error?.Code,
            ["status"] = outcome.Response.Status,
            ["location"] = outcome.Response.Location,
            ["as_expected"] = asExpected,
        }));
    }

    private static string Describe(OAuthResponse response) =>
        response.Location is null ? $"\"{response.Body}\"" : $"a redirect to {response.Location}";
}
