using System.CommandLine;
using OAuthHarness.Profiles;

namespace OAuthHarness.Terminal;

/// <summary>The options that every command has, and those of each that has a token to print.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Profile = new("--profile", "-p")
    {
        Description = "The profile to use. By default the one that 'profiles use' chose, or the only one.",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the result as one JSON object.",
        Recursive = true,
    };

    public static readonly Option<bool> Bare = new("--bare")
    {
        Description = "Print the access token, and nothing else.",
    };

    public static readonly Option<bool> Header = new("--header")
    {
        Description = "Print the header that a call needs: Authorization: Bearer …",
    };

    public static readonly Option<bool> ShowSecrets = new("--show-secrets")
    {
        Description = "Print tokens and secrets as they are, and not as ***.",
        Recursive = true,
    };

    public static readonly Option<bool> Explain = new("--explain")
    {
        Description = "Tell on stderr which checks ran, what the receivers answered, and what was decided.",
    };

    public static readonly Option<bool> Quiet = new("--quiet", "-q")
    {
        Description = "Tell nothing on stderr but errors, and what the user must do.",
        Recursive = true,
    };

    public static readonly Option<bool> NoInput = new("--no-input")
    {
        Description = "Never ask: a missing value is an error.",
        Recursive = true,
    };

    /// <summary>The folder of profiles, keys and tokens, for one run; OAUTH_HARNESS_HOME names it for all.</summary>
    public static readonly Option<string?> Home = new("--home")
    {
        Description = "The folder of profiles, keys and tokens. OAUTH_HARNESS_HOME names it for all runs.",
        Recursive = true,
    };

    public static readonly Option<bool> NoKeychain = new("--no-keychain")
    {
        Description = "Keep a new key in a file, and not in the keychain of this system.",
        Recursive = true,
    };

    static GlobalOptions() => Profile.CompletionSources.Add(context => ProfileNames.Of(context.ParseResult));

    /// <summary>Adds the options of a command that dances and has a token to print.</summary>
    public static void AddTokenOptionsTo(Command command)
    {
        foreach (var option in new Option[] { Bare, Header, Explain })
            command.Add(option);
    }

    public static void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { Profile, Json, ShowSecrets, Quiet, NoInput, Home, NoKeychain })
            root.Add(option);
    }
}
