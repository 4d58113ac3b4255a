using System.CommandLine;
using OAuthClient;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Dances;

/// <summary>The options of the commands that dance with a provider.</summary>
internal static class DanceOptions
{
    public static readonly Option<string?> User = new("--user")
    {
        Description = "The user whose token it is. By default the one user of the profile.",
    };

    /// <summary>Adds the argument [PROVIDER] and all options.</summary>
    public static void AddTo(Command command)
    {
        ProfileOptions.AddTo(command);
        command.Add(User);
        GlobalOptions.AddTokenOptionsTo(command);
    }

    /// <summary>Adds the options alone, for a command with other arguments.</summary>
    public static void AddOverridesTo(Command command)
    {
        ProfileOptions.AddOverridesTo(command);
        command.Add(User);
        GlobalOptions.AddTokenOptionsTo(command);
    }

    public static OAuthUser UserOf(ParseResult parsed) =>
        parsed.GetValue(User) is { Length: > 0 } user ? user : OAuthUser.TheOnlyOne;
}
