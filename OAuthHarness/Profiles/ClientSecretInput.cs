using System.CommandLine;
using OAuthClient;

namespace OAuthHarness.Profiles;

/// <summary>
/// Reads the client secret from where its option says. <c>env:NAME</c> stays as it is: a profile keeps the name.
/// </summary>
internal static class ClientSecretInput
{
    public static Secret? Read(ParseResult parsed)
    {
        if (parsed.GetValue(ProfileOptions.ClientSecret) is not { } given)
            return null;
        if (given == "-")
            return ReadLine();
        return given.StartsWith('@') ? File.ReadAllText(given[1..]).Trim() : given;
    }

    private static Secret ReadLine() => Console.In.ReadLine() is { Length: > 0 } line
        ? line
        : throw new HarnessException(ExitCode.WrongUse, "--client-secret - reads a line of stdin, which has none.");
}
