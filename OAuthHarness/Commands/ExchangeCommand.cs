using System.CommandLine;
using OAuthClient;
using OAuthClient.OAuth2.Grants;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>token exchange</c>: a token for another service (RFC 8693).</summary>
internal sealed class ExchangeCommand
{

    private readonly Option<string[]> _audience = new("--audience") { Description = "The service the token is for." };

    private readonly Option<string[]> _resource = new("--resource")
    {
        Description = "The address of the service that the token is for.",
    };

    private readonly Option<string?> _subjectToken = SecretInput.CreateOption(
        "--subject-token", "The token to exchange. By default the stored one.");

    private readonly Option<string> _subjectType = new("--subject-token-type")
    {
        Description = "The type of that token.",
        DefaultValueFactory = _ => TokenTypeIdentifier.AccessToken,
    };

    public static Command Create()
    {
        var parts = new ExchangeCommand();
        var command = new Command("exchange", "Exchanges a token for one of another service (RFC 8693).");
        DanceOptions.AddTo(command);
        Option[] options = [parts._audience, parts._resource, parts._subjectToken, parts._subjectType];
        foreach (var option in options)
            command.Add(option);
        CommandRun.SetAction(command, parts.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(CommandRun run)
    {
        using var dance = await DanceRun.OpenAsync(run);
        var exchange = new TokenExchange
        {
            Audiences = run.Parsed.GetValue(_audience) ?? [],
            Resources = run.Parsed.GetValue(_resource) ?? [],
            Scopes = dance.Profile.Scopes,
        };
        var token = await ExchangeAsync(dance, exchange);
        TokenOutput.Write(dance, token);
        return ExitCode.Success;
    }

    private async Task<OAuthToken> ExchangeAsync(DanceRun dance, TokenExchange exchange)
    {
        var run = dance.Command;
        if (run.Parsed.GetValue(_subjectToken) is { } given)
            return await ExchangeAsync(dance, exchange, await SecretInput.ResolveAsync(run, _subjectToken.Name, given));
        await UserToken.GetAsync(dance);
        var session = await dance.Session.ExchangeAsync(exchange, run.CancellationToken);
        return await session.GetTokenAsync(run.CancellationToken)
            ?? await session.RefreshAsync(run.CancellationToken);
    }

    // A token that was stored for another subject token must not be taken for this one, so none is read.
    private async Task<OAuthToken> ExchangeAsync(DanceRun dance, TokenExchange exchange, Secret subject)
    {
        var run = dance.Command;
        var grant = new TokenExchangeGrant(subject, exchange, run.Parsed.GetRequiredValue(_subjectType));
        return await dance.Dance.ApplicationSession(grant, "exchange").RefreshAsync(run.CancellationToken);
    }
}
