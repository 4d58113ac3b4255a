using System.CommandLine;
using OAuthClient.OAuth2;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>discover</c>: reads an issuer's metadata, and tells what the client does with it.</summary>
internal static class DiscoverCommand
{
    public static Command Create()
    {
        var command = new Command(
            "discover", "Reads an issuer's metadata (RFC 8414, OpenID Discovery), and tells what the client does with it.")
        {
            ProfileOptions.Provider, ProfileOptions.Fields,
        };
        CommandRun.SetAction(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run)
    {
        var profile = await ProfileResolution.DescribeAsync(run);
        if (profile.Issuer is null)
        {
            throw new HarnessException(
                ExitCode.WrongUse,
                "Only an issuer has metadata. Give its address, such as https://login.example; 'providers NAME' shows a preset.");
        }
        if (await ProfileProvider.DescribeAsync(run, profile) is not OAuth2Provider provider)
            throw new HarnessException(ExitCode.WrongUse, "An OAuth 1 provider has no metadata. Give an issuer.");
        var findings = new DiscoveryFindings(provider);
        if (run.IsJson)
        {
            JsonText.Write(run, findings.ToJson());
            return ExitCode.Success;
        }
        var table = DataTable.OfFacts();
        foreach (var (name, value) in findings.Facts)
            table.Add(name, value);
        foreach (var warning in findings.Warnings)
            table.Add("warning", warning);
        table.Write(run);
        return ExitCode.Success;
    }
}
