namespace OAuthClient.Tests.Login;

/// <summary>The data that the host gives when a login begins reaches the receivers when it ends.</summary>
public class HostDataTests
{
    private static readonly Dictionary<string, Secret> Invitation = new() { ["invitation"] = "i-123", [""" odd "/ """] = "é\0" };

    [Test]
    public async Task Data_lasts_from_the_beginning_of_a_login_to_its_end([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        List<IReadOnlyDictionary<string, Secret>> seen = [];
        setup.Signals.BeforeLogin.Connect((_, args) => seen.Add(args.Data));
        setup.Signals.Authorized.Connect((_, args) => seen.Add(args.Data));
        var callback = await setup.GetCallbackAsync("42", begin: new() { Data = Invitation });
        var other = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);
        await other.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(seen, Has.Count.EqualTo(2).And.All.EquivalentTo(Invitation));
        Assert.That(setup.Recorder.StoredTokens.Single().Data, Is.Empty, "the data ends with the login");
    }

    [Test]
    public async Task Data_reaches_the_receivers_of_a_failed_login([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        IReadOnlyDictionary<string, Secret>? seen = null;
        setup.Signals.Error.Connect((_, args) => seen = args.Data);
        var callback = await setup.GetCallbackAsync("42", allow: false, begin: new() { Data = Invitation });
        await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(seen, Is.EquivalentTo(Invitation));
        await setup.Dance.FinishAsync("?state=forged&oauth_token=forged", setup.Browser.Cookie);
        Assert.That(seen, Is.Empty, "the callback belongs to no login");
        await setup.Dance.BeginAsync("42", new() { Data = Invitation, ReturnUrl = "https://elsewhere.example" });
        Assert.That(seen, Is.EquivalentTo(Invitation));
    }

    [Test]
    public async Task A_login_without_data_has_none()
    {
        var setup = new DanceSetup();
        IReadOnlyDictionary<string, Secret>? seen = null;
        setup.Signals.Authorized.Connect((_, args) => seen = args.Data);
        await setup.LoginAsync("42");
        Assert.That(seen, Is.Empty);
        Assert.That(setup.Recorder.SavedDances.Single().Data, Is.Empty);
    }

    [TestCase((10 * 1024) - 2, true)]
    [TestCase((10 * 1024) - 1, false)]
    public async Task Data_and_the_key_of_the_user_have_a_bound(int length, bool isAccepted)
    {
        var setup = new DanceSetup();
        OAuthBeginOptions begin = new() { Data = new Dictionary<string, Secret> { ["n"] = new string('x', length - 1) } };
        if (isAccepted)
            Assert.That((await setup.Dance.BeginAsync("42", begin)).IsBegun, Is.True);
        else
            Assert.That(
                async () => await setup.Dance.BeginAsync("42", begin),
                Throws.ArgumentException.With.Message.Contains("10240").And.Message.Not.Contains("xxx"));
        Assert.That(setup.Recorder.SavedDances, Has.Count.EqualTo(isAccepted ? 1 : 0));
    }

    [Test]
    public void Data_has_names() =>
        Assert.That(
            async () => await new DanceSetup().Dance.BeginAsync(
                "42", new() { Data = new Dictionary<string, Secret> { [""] = "x" } }),
            Throws.ArgumentException.With.Message.Contains("Data"));

    [Test]
    public async Task Data_goes_neither_through_the_browser_nor_to_the_provider()
    {
        var setup = new DanceSetup();
        Dictionary<string, Secret> data = new() { ["invitation"] = "confidential" };
        var callback = await setup.GetCallbackAsync("42", begin: new() { Data = data });
        await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        var sent = setup.Provider.Requests.Select(request => $"{request.Url} {request.Body} {request.Authorization}");
        Assert.That(sent, Has.None.Contains("confidential").And.None.Contains("invitation"));
    }
}
