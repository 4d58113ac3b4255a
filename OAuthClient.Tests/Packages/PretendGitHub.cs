using OAuthClient.Testing;

namespace OAuthClient.Tests.Packages;

/// <summary>Puts pretend providers into a program, in the place of GitHub and GitLab.</summary>
internal static class PretendGitHub
{
    public static string Replace(string program, PretendProvider github, PretendProvider? gitlab = null)
    {
        var value = ValueOf(github, "github");
        return program
            .Replace("Providers.GitHub", value, StringComparison.Ordinal)
            .Replace("AddOAuthDance(\"github\"", $"AddOAuthDance({value}", StringComparison.Ordinal)
            .Replace("https://api.github.com/", $"{github.BaseUrl}/api/", StringComparison.Ordinal)
            .Replace("Providers.GitLab", ValueOf(gitlab ?? github, "gitlab"), StringComparison.Ordinal);
    }

    private static string ValueOf(PretendProvider provider, string name) =>
        $"{FirstExample.ValueOf(provider)} with {{ Name = \"{name}\" }}";
}
