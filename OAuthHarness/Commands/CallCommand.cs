using System.CommandLine;
using OAuthClient;
using OAuthClient.Http;
using OAuthHarness.Calls;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>call</c>: calls the provider's API with the stored token.</summary>
internal static class CallCommand
{
    public static readonly Option<bool> Application = new("--application")
    {
        Description = "Call with the program's own token.",
    };

    public static Command Create()
    {
        var callOptions = new CallOptions();
        var curl = new Option<bool>("--curl")
        {
            Description = "Print the call as a curl command, and send nothing. The token is fetched when it runs.",
        };
        var include = new Option<bool>("--include", "-i") { Description = "Print the status and headers on stderr." };
        var command = new Command("call", "Calls the provider's API with the stored token. The body goes to stdout.");
        callOptions.AddTo(command);
        foreach (var option in new Option[] { curl, include, Application })
            command.Add(option);
        DanceOptions.AddOverridesTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            using var request = await callOptions.CreateRequestAsync(run, dance.Dance.Provider);
            var session = run.Parsed.GetValue(Application)
                ? dance.Dance.ApplicationSession(dance.Profile.Scopes)
                : dance.Session;
            if (session == dance.Session)
                await UserToken.GetAsync(dance);
            ThrowIfTokenStays(session, request.RequestUri!);
            if (run.Parsed.GetValue(curl))
            {
                run.Data.WriteLine(await CurlCommand.FormatAsync(dance, session, request));
                return ExitCode.Success;
            }
            using var client = new HttpClient(new OAuthHandler(session));
            using var answer = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, run.CancellationToken);
            return await CallAnswer.WriteAsync(run, answer, run.Parsed.GetValue(include));
        });
        return command;
    }

    // A handler sends a call without the token to an origin that is not the provider's, which helps no person.
    private static void ThrowIfTokenStays(OAuthSession session, Uri address)
    {
        try
        {
            _ = session.Request(address);
        }
        catch (OAuthException refused) when (refused.Error.Code == OAuthErrorCode.TokenHostRefused)
        {
            var origin = address.GetLeftPart(UriPartial.Authority);
            throw new HarnessException(
                ExitCode.WrongUse,
                $"The token of '{session.Dance.Provider.Name}' does not go to {origin}. If that is the provider's API, add "
                + $"--api {origin}/ (with --save NAME to keep it).",
                refused);
        }
    }
}
