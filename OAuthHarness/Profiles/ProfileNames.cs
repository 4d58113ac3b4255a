using System.CommandLine;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>The names of the saved profiles, as a shell completes them.</summary>
internal static class ProfileNames
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var home = parsed.GetValue(GlobalOptions.Home) ?? ProfileFolder.DefaultPath;
        return new ProfileFolder(home, _ => { }).Names;
    }
}
