using System.CommandLine;
using OAuthClient;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>
/// The command <c>revoke</c>: asks the provider to revoke a token (RFC 7009), and fails if the provider does not.
/// </summary>
internal static class RevokeCommand
{
    public static Command Create()
    {
        var token = SecretInput.CreateOption("--token", "An access token. By default the stored token, which is deleted.");
        var refreshToken = SecretInput.CreateOption("--refresh-token", "A refresh token.");
        var command = new Command("revoke", "Asks the provider to revoke a token. Fails if the provider does not.")
        {
            token, refreshToken,
        };
        DanceOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            if (!IsRevocable(dance))
            {
                throw new HarnessException(
                    ExitCode.WrongUse,
                    $"'{dance.Dance.Provider.Name}' has no revocation endpoint. 'logout' deletes the stored token.");
            }
            var given = await ReadAsync(run, token, refreshToken);
            var session = given is null ? dance.Session : await HoldAsync(dance, given);
            if (given is null)
                await UserToken.GetAsync(dance);
            if (await session.SignOutAsync(run.CancellationToken) is { } failure)
                throw new HarnessException(ExitCode.Of(failure), failure.ToString());
            run.Tell(given is null ? "Revoked, and deleted from the store." : "Revoked.");
            return ExitCode.Success;
        });
        return command;
    }

    public static bool IsRevocable(DanceRun dance) =>
        dance.Dance.Provider is OAuth2Provider { RevocationEndpoint: not null };

    private static async Task<OAuthToken?> ReadAsync(
        CommandRun run, Option<string?> token, Option<string?> refreshToken)
    {
        var access = run.Parsed.GetValue(token);
        var refresh = run.Parsed.GetValue(refreshToken);
        if (access is null && refresh is null)
            return null;
        return new()
        {
            // A token value has an access token. A refresh token alone stands for both: providers find it by its value.
            AccessToken = await SecretInput.ResolveAsync(run, token.Name, access ?? refresh!),
            RefreshToken = refresh is null ? default : await SecretInput.ResolveAsync(run, refreshToken.Name, refresh),
        };
    }

    // A token that is not stored is held in memory while it is revoked.
    private static async Task<OAuthSession> HoldAsync(DanceRun dance, OAuthToken token)
    {
        var memory = dance.Dance.Options with { Tokens = new MemoryTokenStore() };
        var session = new OAuthDance(dance.Dance.Provider, memory).Session(dance.User);
        await session.StoreAsync(token, dance.Command.CancellationToken);
        return session;
    }
}
