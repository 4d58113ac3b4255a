using OAuthClient;

namespace OAuthHarness.Dances;

/// <summary>Gets a token by a grant that belongs to a user, and prints it.</summary>
internal static class GrantRun
{
    public static async Task<int> RunAsync(DanceRun dance, OAuthGrant grant)
    {
        var outcome = await dance.Dance.GrantAsync(
            grant, dance.User, cancellationToken: dance.Command.CancellationToken);
        return await LoginReport.WriteAsync(dance, outcome);
    }
}
