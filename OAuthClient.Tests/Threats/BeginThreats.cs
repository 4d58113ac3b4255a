using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// The return URL, the redirect URI and the user of a login cannot be changed after the login has begun.
/// </summary>
public class BeginThreats
{
    [Test]
    public async Task T04_A_login_without_an_anti_forgery_check_is_refused_where_the_check_is_required(
        [Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol, options => options with { RequireAntiForgery = true });
        await setup.AssertNotBegunAsync(new OAuthBeginOptions(), OAuthErrorCode.LoginCsrf);
        var login = await setup.Dance.BeginAsync("42", new() { IsAntiForgeryChecked = true });
        var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!);
        Assert.That((await setup.FinishAsync(callback, login.BrowserKey)).IsStored, Is.True);
        Assert.That(
            (await new DanceSetup(protocol).Dance.BeginAsync("42")).IsBegun,
            Is.True,
            "the check is required on demand only");
    }

    [TestCase("https://evil.example")]
    [TestCase("//evil.example")]
    [TestCase("///evil.example")]
    [TestCase(@"/\evil.example")]
    [TestCase(@"\\evil.example")]
    [TestCase("https:evil.example")]
    [TestCase("javascript:alert(1)")]
    [TestCase("/x\r\ny")]
    [TestCase("/\t/evil.example")]
    [TestCase(" //evil.example")]
    [TestCase("evil.example")]
    [TestCase("/\u560d\u560ax")]
    [TestCase("")]
    [TestCase(null)]
    public async Task T15_A_return_URL_outside_the_site_begins_no_login_and_is_never_redirected_to(string? returnUrl)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(protocol);
            var places = new List<string>();
            setup.Signals.Error.Connect((_, failure) => places.Add(failure.ReturnUrl));
            var login = await setup.AssertNotBegunAsync(
                new OAuthBeginOptions { ReturnUrl = returnUrl! },
                OAuthErrorCode.ReturnUrlRefused);
            Assert.That((login.Response.Status, setup.Pending.Count), Is.EqualTo((400, 0)));
            Assert.That(places, Is.EqualTo(new[] { "/" }), "a receiver that redirects there stays in the site");
        }
    }

    [TestCase("&next=https://evil.example&returnUrl=//evil.example&return_url=https:evil.example")]
    [TestCase("&ReturnUrl=%2F%5Cevil.example&redirect_uri=https%3A%2F%2Fevil.example&rd=//evil.example")]
    public async Task T15_No_callback_parameter_changes_the_return_URL(string more)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(protocol);
            var outcome = await setup.FinishAsync(
                OAuthCallback.FromUrl(await setup.GetCallbackUrlAsync("42") + more), setup.Browser.Cookie);
            Assert.That((outcome.IsStored, outcome.Response), Is.EqualTo((true, OAuthResponse.Redirect("/home"))));
        }
    }

    [TestCase("https://app.example/callback")]
    [TestCase("https://app.example:443/callback?tenant=7&x=a+b%20c&y=%C3%A9~%7E")]
    [TestCase("https://APP.example/Call%2fback/../x")]
    [TestCase("http://localhost:8080/callback")]
    [TestCase("com.example.app:/callback")]
    public async Task T16_The_redirect_URI_is_the_configured_one_to_the_letter_wherever_the_callback_arrives(
        string redirectUri)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(protocol);
            OAuthProvider provider = protocol == Protocol.OAuth2 ? setup.Provider.OAuth2 : setup.Provider.OAuth1;
            var dance = new OAuthDance(provider, redirectUri, setup.Options);
            var login = await dance.BeginAsync("42");
            var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!);
            // A proxy can change the scheme, host, port and path of the request that the application receives.
            var seen = $"http://10.0.0.7:5000/inner{callback.Url.Query}";
            Assert.That((await dance.FinishAsync(seen, login.BrowserKey)).IsStored, Is.True);
            Assert.That(
                RedirectUris(setup.Provider),
                Is.EqualTo(Enumerable.Repeat(redirectUri, protocol == Protocol.OAuth2 ? 2 : 1)));
        }
    }

    [Test]
    public async Task T17_The_Host_header_of_a_callback_is_never_read([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var asked = new HashSet<string>();
        var brought = await setup.GetCallbackAsync("42");
        var callback = brought.ToOAuthCallback().WithHeaders(name => asked.Add(name) ? null : null);
        Assert.That((await setup.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
        Assert.That(
            asked,
            Is.EquivalentTo(new[] { "Sec-Purpose", "Purpose", "X-Purpose", "X-Moz" }),
            "no other header is ever read");
        Assert.That(RedirectUris(setup.Provider), Is.All.EqualTo(DanceSetup.RedirectUri).And.Not.Empty);
    }

    [Test]
    public void T17_Only_the_constructor_of_a_dance_takes_a_redirect_URI()
    {
        var methods = typeof(OAuthDance).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods().Cast<System.Reflection.MethodBase>().Concat(type.GetConstructors()));
        var words = new[] { "redirect", "host", "baseU", "origin", "forward" };
        var takers =
            from method in methods
            // The key of a registration compares redirect URIs; no login is made with it.
            where method.DeclaringType != typeof(RegistrationKey)
            from parameter in method.GetParameters()
            let name = parameter.Name ?? ""
            where words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
            select method;
        Assert.That(
            takers.Select(method => $"{method.DeclaringType!.Name}{method.Name}"),
            Is.EqualTo(new[] { "OAuthDance.ctor" }));
    }

    [TestCase("42", "43")]
    [TestCase("42", null)]
    public async Task T22_A_login_cannot_be_finished_by_another_user(string? began, string? now)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(protocol);
            setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("43"));
            var callback = await setup.GetCallbackUrlAsync(UserOrUnknown(began));
            foreach (var brought in new[] { callback, Callbacks.Denial(protocol, callback) })
            {
                await setup.AssertRefusedAsync(
                    () => setup.Dance.FinishAsync(brought, setup.Browser.Cookie, new() { User = UserOrUnknown(now) }),
                    OAuthErrorCode.UserChanged,
                    brought);
            }
            var options = new OAuthFinishOptions { User = UserOrUnknown(began) };
            Assert.That(
                (await setup.Dance.FinishAsync(callback, setup.Browser.Cookie, options)).IsStored,
                Is.True,
                "the user who began the login can still finish it");
        }
    }

    [Test]
    public async Task A_login_begun_without_a_user_can_be_finished_by_a_user_who_logged_in_meanwhile(
        [Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("43"));
        var callback = await setup.GetCallbackUrlAsync(OAuthUser.Unknown);
        Assert.That(
            (await setup.Dance.FinishAsync(callback, setup.Browser.Cookie, new() { User = "43" })).IsStored,
            Is.True);
    }

    [Test]
    public async Task T22_A_user_with_an_empty_id_is_the_unknown_user()
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync(new OAuthUser(""));
        setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("43"));
        var outcome = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie, new() { User = OAuthUser.Unknown });
        Assert.That(outcome.IsStored, Is.True);
    }

    [Test]
    public async Task T22_A_duplicate_callback_gets_the_first_outcome_though_the_login_changed_the_current_user(
        [Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("43"));
        var callback = await setup.GetCallbackUrlAsync(OAuthUser.Unknown);
        var first = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie, new() { User = OAuthUser.Unknown });
        Assert.That(
            await setup.Dance.FinishAsync(callback, setup.Browser.Cookie, new() { User = "43" }),
            Is.EqualTo(first));
        Assert.That((first.IsStored, setup.TokenRequestCount), Is.EqualTo((true, 1)));
    }

    private static OAuthUser UserOrUnknown(string? id) => id is null ? OAuthUser.Unknown : id;

    // OAuth 1 sends the redirect URI once, signed, in the request for a request token.
    private static List<string?> RedirectUris(PretendProvider provider) =>
    [
        .. provider.Requests
            .Where(request => request.Endpoint is PretendEndpoint.Authorization or PretendEndpoint.Token)
            .Select(request => request["redirect_uri"]),
        .. provider.Requests
            .Where(request => request.Endpoint == PretendEndpoint.TemporaryCredential)
            .Select(request => request.Authorization!.Split("oauth_callback=\"")[1].Split('"')[0])
            .Select(Uri.UnescapeDataString),
    ];
}
