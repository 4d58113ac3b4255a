namespace OAuthClient.Native.Planning;

/// <summary>Which ways of a login run, which can work, and a sentence that says why. Immutable.</summary>
internal sealed record LoginPlan
{
    /// <summary>Whether a browser is opened.</summary>
    public required bool Launches { get; init; }

    /// <summary>Whether the port of the redirect URI is listened on.</summary>
    public required bool Listens { get; init; }

    /// <summary>Whether a login with a page that shows a code is offered.</summary>
    public required bool OffersCodePage { get; init; }

    /// <summary>Whether a person is asked to paste.</summary>
    public required bool Asks { get; init; }

    /// <summary>Whether a device code is asked for.</summary>
    public required bool UsesDevice { get; init; }

    /// <summary>Whether a way other than the device code can work.</summary>
    public required bool OthersWork { get; init; }

    /// <summary>Why no browser is opened, as the beginning of a sentence; null if one is.</summary>
    public required string? Obstacle { get; init; }

    /// <summary>Whether the person sits at another machine, whose browser does not reach this port by itself.</summary>
    public required bool IsRemote { get; init; }

    /// <summary>Whether any way can work.</summary>
    public bool IsPossible => OthersWork || UsesDevice;

    /// <summary>Whether the authorization request is made at all.</summary>
    public bool Begins => Listens || Asks || OffersCodePage || Launches;

    public static LoginPlan Make(LoginFacts facts, LoginNeeds needs)
    {
        var obstacle = needs.HasAuthorization ? BrowserRule.FindObstacle(facts, needs) : null;
        var canLaunch = needs.HasAuthorization && obstacle is null;
        var asks = needs.HasAuthorization && needs.Allows(NativeLoginWays.Paste) && facts.CanAsk && facts.CanShow;
        var offersCodePage = needs.HasCodePage && asks;
        // Without a browser here, the page that shows a code is the one login that ends on any machine.
        var listens = needs.HasAuthorization
            && needs.IsLoopback
            && needs.Allows(NativeLoginWays.Loopback)
            && (canLaunch || !offersCodePage);
        // Where no browser is opened, a person at the terminal may open the address all the same; and without the way
        // Browser the caller opens the address that is shown.
        var opensElsewhere = facts.IsTerminal || !needs.Allows(NativeLoginWays.Browser);
        var comesBack = listens && (canLaunch || (opensElsewhere && facts.CanShow));
        return new()
        {
            Launches = canLaunch && (listens || asks),
            Listens = listens,
            OffersCodePage = offersCodePage,
            Asks = asks,
            UsesDevice = needs.HasDevice && needs.Allows(NativeLoginWays.Device) && facts.CanShow,
            OthersWork = comesBack || asks,
            Obstacle = obstacle,
            IsRemote = facts.IsRemote && !canLaunch,
        };
    }
}
