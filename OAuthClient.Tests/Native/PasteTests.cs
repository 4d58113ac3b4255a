using OAuthClient.Native;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Native;

/// <summary>Lines that a person pastes at the terminal: an address, a code, a PIN, or rubbish.</summary>
public class PasteTests
{
    private const string Page = "https://pretend.example/code-page";
    private const NativeLoginWays NoBrowser = NativeLoginWays.All & ~NativeLoginWays.Browser;

    private static IEnumerable<TestCaseData> Rubbish()
    {
        yield return Row("a code", "4/0AbCdEf", "whole address");
        yield return Row("words", "what shall I paste?", "whole address");
        yield return Row("an address elsewhere", "https://evil.example/callback?code=c&state=s", "another address");
        yield return Row("an address without a query", "{redirect}", "has no code");
        yield return Row("a fragment", "{redirect}#access_token=t", "has no code");
        yield return Row("the address to open", "{address}", "address to open");
        yield return Row("a callback of another login", "{redirect}?code=c&state=s", OAuthErrorCode.StateUnknown);
        yield return Row("a query without a state", "code=c", OAuthErrorCode.StateMissing);
    }

    [TestCase("{0}")]
    [TestCase("  {0}  ")]
    [TestCase("\"{0}\"")]
    [TestCase("<{0}>")]
    public async Task A_pasted_address_ends_the_login(string form)
    {
        await using var setup = new NativeSetup();
        PasteWhenAsked(setup, callback => string.Format(form, callback.Url.OriginalString));
        var outcome = await setup.RunAsync(options => options with { Ways = NoBrowser });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_pasted_query_ends_the_login(bool hasMark)
    {
        await using var setup = new NativeSetup();
        PasteWhenAsked(setup, callback => hasMark ? callback.Url.Query : callback.Url.Query[1..]);
        var outcome = await setup.RunAsync(options => options with { Ways = NoBrowser });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [TestCaseSource(nameof(Rubbish))]
    public async Task Rubbish_is_told_in_one_line_without_its_text_and_asked_again(string line, string told)
    {
        await using var setup = new NativeSetup();
        PasteWhenAsked(
            setup,
            callback => line
                .Replace("{redirect}", callback.Url.GetLeftPart(UriPartial.Path), StringComparison.Ordinal)
                .Replace("{address}", setup.Terminal.Address.AbsoluteUri, StringComparison.Ordinal),
            callback => callback.Url.OriginalString);
        var outcome = await setup.RunAsync(options => options with { Ways = NoBrowser });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.Terminal.Lines, Has.One.Contains(told));
        Assert.That(setup.Terminal.Text, Does.Not.Contain("4/0AbCdEf").And.Not.Contain("evil"));
    }

    [TestCase("{0}")]
    [TestCase("{0}#{1}")]
    public async Task A_code_that_the_providers_page_shows_ends_the_login(string form)
    {
        await using var setup = new NativeSetup(provider: WithoutIssuer, redirectUri: Page);
        PasteWhenAsked(setup, callback => string.Format(form, Of(callback, "code"), Of(callback, "state")));
        var outcome = await setup.RunAsync(options => options with { Ways = NoBrowser });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [Test]
    public async Task A_code_page_is_offered_beside_the_listener_and_each_ends_the_login()
    {
        await using var setup = new NativeSetup(provider: WithoutIssuer);
        setup.Browser.Visit = _ => Task.FromResult(new HttpResponseMessage());
        PasteWhenAsked(setup, callback => Of(callback, "code"));
        var outcome = await setup.RunAsync(options => options with { CodePage = Page });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.RedirectUris.Token, Is.EqualTo(Page));
    }

    [Test]
    public async Task A_code_of_another_login_is_refused()
    {
        await using var setup = new NativeSetup(provider: WithoutIssuer, redirectUri: Page);
        PasteWhenAsked(setup, _ => "stolen#of-another-login", callback => Of(callback, "code"));
        Assert.That((await setup.RunAsync()).IsStored, Is.True);
        Assert.That(setup.Terminal.Lines, Has.One.Contains("of another login"));
    }

    [Test]
    public async Task A_code_alone_is_not_taken_where_the_provider_names_itself()
    {
        await using var setup = new NativeSetup(redirectUri: Page);
        PasteWhenAsked(setup, callback => Of(callback, "code"), callback => callback.Url.OriginalString);
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.Terminal.Lines, Has.One.Contains("(iss)").And.One.Contains("whole address"));
    }

    [Test]
    public async Task A_code_alone_is_not_taken_without_PKCE()
    {
        await using var setup = new NativeSetup(
            provider: value => WithoutIssuer(value) with { Allow = value.Allow | Insecure.NoPkce }, redirectUri: Page);
        setup.Terminal.Paste("a-code");
        setup.Terminal.Paste(null);
        await setup.RunAsync(options => options with { Ways = NativeLoginWays.Paste });
        Assert.That(setup.Terminal.Lines, Has.One.Contains("no PKCE").And.One.Contains("whole address"));
        Assert.That(setup.Provider.CountCalls(PretendEndpoint.Token), Is.Zero);
    }

    [Test]
    public async Task A_pasted_PIN_ends_an_OAuth_1_login()
    {
        await using var setup = new NativeSetup(Protocol.OAuth1, redirectUri: "oob");
        setup.Terminal.Shown = line => _ = IsAsked(line) ? PasteAsync() : null;
        async Task PasteAsync()
        {
            await Task.Yield();
            setup.Terminal.Paste("not a PIN");
            setup.Terminal.Paste(await new PretendBrowser(new SocketsHttpHandler()).ReadPinAsync(setup.Terminal.Address, "anna"));
        }
        var outcome = await setup.RunAsync(options => options with { Ways = NoBrowser });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.Terminal.Lines, Has.One.Contains("That is no PIN"));
    }

    [Test]
    public async Task A_browser_that_comes_first_wins_and_the_terminal_is_not_read_any_more()
    {
        await using var setup = new NativeSetup();
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True);
        Assert.That(setup.Terminal.Readers, Is.Zero);
        setup.Terminal.Paste("for the program");
        Assert.That(await setup.Terminal.ReadLineAsync(default), Is.EqualTo("for the program"));
    }

    [Test]
    public async Task An_end_of_the_input_is_no_hang_where_nothing_else_can_end_the_login()
    {
        await using var setup = new NativeSetup(redirectUri: Page);
        setup.Terminal.Paste(null);
        var outcome = await setup.RunAsync(options => options with { Ways = NativeLoginWays.Paste });
        Assert.That(outcome.Error?.Code, Is.EqualTo(NativeLoginError.LoginImpossible));
    }

    [Test]
    public async Task A_terminal_that_fails_is_an_exception_and_leaves_no_port_open()
    {
        await using var setup = new NativeSetup();
        var options = setup.Options with { Terminal = new FailingTerminal(), Ways = NoBrowser };
        Assert.That(
            async () => await NativeLogin.RunAsync(setup.Dance, options), Throws.TypeOf<NotSupportedException>());
    }

    private static OAuth2Provider WithoutIssuer(OAuth2Provider provider) =>
        NativeSetup.WithoutDevice(provider) with { IssuerInResponse = false };

    private static bool IsAsked(string line) => line.EndsWith("press Enter.", StringComparison.Ordinal);

    private static string Of(PretendCallback callback, string name) =>
        OAuthCallback.FromUrl(callback.Url.OriginalString)[name]!;

    // The person allows the login at the last address that is shown, and pastes line by line.
    private static void PasteWhenAsked(NativeSetup setup, params Func<PretendCallback, string>[] lines)
    {
        setup.Terminal.Shown = line => _ = IsAsked(line) ? PasteAsync() : null;
        async Task PasteAsync()
        {
            await Task.Yield();
            var address = setup.Terminal.Lines.Last(line => line.StartsWith("http", StringComparison.Ordinal));
            var callback = await FakeBrowser.AllowAsync(new(address));
            foreach (var line in lines)
                setup.Terminal.Paste(line(callback));
        }
    }

    private static TestCaseData Row(string name, string line, string told) =>
        new TestCaseData(line, told).SetArgDisplayNames(name);

    private sealed class FailingTerminal : INativeTerminal
    {
        public bool CanShow => true;

        public bool CanAsk => true;

        public int? Columns => 80;

        public void WriteLine(string line) { }

        public ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
