using System.CommandLine;
using OAuthClient;
using OAuthHarness.Profiles;

namespace OAuthHarness.Dances;

/// <summary>The options of the commands that dance with a provider.</summary>
internal sealed class DanceOptions
{
    private readonly Option<string?> _user = new("--user")
    {
        Description = "The user whose token it is. By default the one user of the profile.",
    };

    public ProfileOptions Profile { get; } = new();

    public void AddTo(Command command)
    {
        Profile.AddTo(command);
        command.Add(_user);
    }

    public OAuthUser UserOf(ParseResult parsed) =>
        parsed.GetValue(_user) is { Length: > 0 } user ? user : OAuthUser.TheOnlyOne;
}
