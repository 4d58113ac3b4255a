namespace OAuthClient.Native.Running;

/// <summary>
/// The lines that tell a person how to log in. The address comes first, alone in its line and unbroken.
/// </summary>
internal static class Invitation
{
    public static IEnumerable<string> Write(RunContext run, IReadOnlyList<BegunLogin> logins)
    {
        var first = logins[0];
        yield return $"To log in to {run.Title}, open this address of {first.Address.IdnHost}:";
        yield return first.Address.AbsoluteUri;
        if (run.Plan.Launches)
            yield return "The browser should open now.";
        else
            yield return ExplainObstacle(run, first);
        if (logins.Count > 1)
        {
            yield return "Is your browser on another machine? Then open this address, and paste the code that it shows:";
            yield return logins[1].Address.AbsoluteUri;
        }
        if (run.Plan.Asks)
            yield return AskFor(first);
    }

    private static string ExplainObstacle(RunContext run, BegunLogin first)
    {
        var obstacle = run.Plan.Obstacle ?? "No browser is opened here";
        if (!run.Plan.Listens)
            return $"{obstacle}: open the address on any device.";
        if (!run.Plan.IsRemote)
            return $"{obstacle}: open the address in a browser on this machine, or on any device.";
        var address = new Uri(first.RedirectUri);
        var forward = $"ssh -L {address.Port}:{address.Host}:{address.Port}";
        return $"{obstacle}: open the address on your own machine, after '{forward} …' there has forwarded the port.";
    }

    private static string AskFor(BegunLogin login) => login switch
    {
        { ShowsPin: true } => "Then paste the PIN that the page shows here, and press Enter.",
        { ShowsCode: true } => "Then paste the code that the page shows here, or the address where it ended, and press Enter.",
        _ => "If the browser cannot come back, paste the address where it ended here, and press Enter.",
    };
}
