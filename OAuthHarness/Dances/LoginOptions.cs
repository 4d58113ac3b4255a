using System.CommandLine;
using System.CommandLine.Parsing;
using OAuthClient.Native;
using OAuthHarness.Commands;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Dances;

/// <summary>The options of the commands that log a user in.</summary>
internal sealed class LoginOptions
{
    private readonly KeyValueOption _parameters = new(
        "--param", "A further parameter of the authorization request, such as prompt=consent.");

    private readonly Option<int> _timeout = new("--timeout")
    {
        Description = "How many seconds to wait for the user.",
        DefaultValueFactory = _ => 300,
    };

    public LoginOptions() => _timeout.Validators.Add(ThrowIfNotPositive);

    public void AddTo(Command command)
    {
        command.Add(_parameters.Option);
        command.Add(_timeout);
    }

    public NativeLoginOptions Read(DanceRun dance) => new()
    {
        User = dance.User,
        Begin = new()
        {
            RedirectUri = ProfileRedirectUri.Of(dance.Profile),
            Parameters = _parameters.Read(dance.Command.Parsed).ToDictionary(),
        },
        Terminal = new HarnessTerminal(dance.Command),
        Timeout = TimeSpan.FromSeconds(dance.Command.Parsed.GetValue(_timeout)),
    };

    private static void ThrowIfNotPositive(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var seconds) && seconds > 0))
            result.AddError("--timeout is a number of seconds, 1 or more.");
    }
}
