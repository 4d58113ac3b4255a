using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Extensions;

/// <summary>The log of a dance: event ids, levels, scopes with fingerprints, and the transcript.</summary>
public class DanceLogTests
{
    private const string Key = "a key of thirty-two characters..";

    [Test]
    public async Task A_login_a_refresh_and_a_sign_out_are_written()
    {
        var (setup, log) = Create();
        await setup.LoginAsync("42");
        await setup.Dance.Session("42").RefreshAsync();
        await setup.Dance.Session("42").SignOutAsync();
        Assert.That(
            log.OfDances.Select(entry => entry.Summary),
            Is.EqualTo(new[]
            {
                "3 LoginBegun Debug", "5 CallbackReceived Debug", "9 RequestSent Debug", "8 LoginFinished Information",
                "9 RequestSent Debug", "10 TokenRefreshed Information", "9 RequestSent Debug", "9 RequestSent Debug",
                "14 SignedOut Information",
            }));
        Assert.That(log.Transcripts, Is.Empty);
    }

    [Test]
    public async Task Fingerprints_tell_two_refreshes_apart_and_follow_a_token()
    {
        var (setup, log) = Create();
        await setup.LoginAsync("42");
        await setup.Dance.Session("42").RefreshAsync();
        await setup.Dance.Session("42").RefreshAsync();
        var tokens = log.OfDances
            .Where(entry => entry.Id.Name is "LoginFinished" or "TokenRefreshed")
            .Select(entry => (entry.Fields["oauth.token"], entry.Fields.GetValueOrDefault("oauth.token.former")))
            .ToArray();
        Assert.That(
            tokens.Select(token => token.Item1).Distinct().ToList(),
            Has.Count.EqualTo(3).And.All.Length.EqualTo(8));
        Assert.That(tokens[1].Item2, Is.EqualTo(tokens[0].Item1));
        Assert.That(tokens[2].Item2, Is.EqualTo(tokens[1].Item1));
    }

    [TestCase(Key, Key, true)]
    [TestCase(Key, "another key of some characters..", false)]
    [TestCase("", "", true, Description = "the key of the process")]
    [TestCase(Key, "", false)]
    public async Task Two_machines_write_the_same_fingerprint_if_they_have_the_same_key(
        string one, string other, bool areSame)
    {
        var (setup, log) = Create(new() { FingerprintKey = one });
        using var second = new LogRecorder();
        second.Connect(setup.Dance, new() { FingerprintKey = other });
        await setup.LoginAsync("42");
        var fields = log.OfDances.Last().Fields;
        var others = second.OfDances.Last().Fields;
        Assert.That(fields["oauth.token"]!.Equals(others["oauth.token"]), Is.EqualTo(areSame));
        Assert.That(fields["oauth.user"]!.Equals(others["oauth.user"]), Is.EqualTo(areSame));
    }

    [TestCase(true, "42")]
    [TestCase(false, null)]
    public async Task The_id_of_a_user_is_written_only_if_the_application_says_so(bool logsIds, string? id)
    {
        var (setup, log) = Create(new() { LogUserIds = logsIds });
        await setup.LoginAsync("42");
        var written = log.OfDances.Last().Fields["oauth.user"];
        Assert.That(written, id is null ? Has.Length.EqualTo(8) : Is.EqualTo(id));
    }

    [Test]
    public async Task A_token_of_the_program_has_the_application_as_its_user([Values] bool logsIds)
    {
        var (setup, log) = Create(new() { LogUserIds = logsIds });
        await setup.Dance.ApplicationSession().GetTokenAsync();
        var entry = log.OfDances.Single(entry => entry.Id.Name == "TokenRefreshed");
        Assert.That(entry.Fields["oauth.user"], Is.EqualTo("(application)"));
        Assert.That(entry.Fields["oauth.token"], Has.Length.EqualTo(8));
    }

    [TestCase("eve\nTokenEnded oauth.user=admin")]
    [TestCase("eve\r\u2028\u2029\u0085\u202Eadmin")]
    public async Task The_id_of_a_user_forges_no_line(string id)
    {
        var (setup, log) = Create(new() { LogUserIds = true, Transcript = true });
        await setup.LoginAsync(id);
        var finished = log.Transcripts.Select(entry => entry.Text).Single(text => text.Contains("outcome=Stored"));
        Assert.That(finished, Does.Match(@"\A[^\p{Cc}\p{Cf}\u2028\u2029]*\z").And.Contain("oauth.user=eve "));
        Assert.That(log.OfDances.Last().Fields["oauth.user"], Does.Match(@"\Aeve [^\p{Cc}\p{Cf}\u2028\u2029]*\z"));
    }

    [TestCase(-10, "11 RefreshFailed Warning", true)]
    [TestCase(10, "11 RefreshFailed Error", false)]
    public async Task A_failing_refresh_is_written_also_while_the_token_is_good(
        int secondsAfterEnd, string expected, bool isValid)
    {
        var (setup, log) = Create();
        await setup.LoginAsync("42");
        var before = log.OfDances.Last().Fields["oauth.token"];
        setup.Provider.Misbehave = Misbehavior.HtmlWith500;
        setup.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(secondsAfterEnd));
        try
        {
            await setup.Dance.Session("42").GetTokenAsync();
        }
        catch (OAuthException) when (!isValid) { }
        var entry = log.OfDances.Last();
        Assert.That(entry.Summary, Is.EqualTo(expected));
        Assert.That(entry.Fields["oauth.token.valid"], Is.EqualTo(isValid));
        Assert.That(entry.Fields["oauth.token"], Is.EqualTo(before));
        Assert.That(entry.Fields["error.type"], Is.EqualTo(OAuthErrorCode.EndpointHttp));
    }

    [Test]
    public async Task A_dead_token_is_an_error()
    {
        var (setup, log) = Create();
        await setup.LoginAsync("42");
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{"error":"invalid_grant"}"""),
        };
        Assert.That(
            async () => await setup.Dance.Session("42").RefreshAsync(),
            Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(log.OfDances.Last().Summary, Is.EqualTo("12 TokenEnded Error"));
    }

    [TestCase(true, "1 LoginFailed Information")]
    [TestCase(false, "1 LoginFailed Warning")]
    public async Task A_failed_login_is_written_once(bool isDenied, string expected)
    {
        var (setup, log) = Create();
        var callback = await setup.GetCallbackAsync("42", allow: !isDenied);
        setup.Provider.Misbehave = Misbehavior.HtmlWith500;
        await setup.FinishAsync(callback.ToOAuthCallback(), setup.Browser.Cookie);
        await setup.FinishAsync(callback.ToOAuthCallback(), setup.Browser.Cookie);
        Assert.That(
            log.OfDances.Select(entry => entry.Summary).Where(entry => entry.StartsWith("1 ", StringComparison.Ordinal)),
            Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task A_receiver_that_throws_is_an_error_with_its_exception()
    {
        var (setup, log) = Create();
        var fault = new InvalidOperationException("of a receiver");
        setup.Signals.Authorized.Connect((_, _) => throw fault);
        await setup.LoginAsync("42");
        var entry = log.OfDances.Last();
        Assert.That(entry.Summary, Is.EqualTo("1 LoginFailed Error"));
        Assert.That($"{entry.Exception}", Does.Contain(fault.Message));
    }

    [Test]
    public async Task A_refused_callback_is_a_warning()
    {
        var (setup, log) = Create();
        await setup.FinishAsync(OAuthCallback.FromUrl("?state=unknown&code=1"), default);
        Assert.That(log.OfDances.Last().Summary, Is.EqualTo("6 CallbackRefused Warning"));
    }

    [TestCase("OAuth:Transcript", "true", true)]
    [TestCase("OAuth:Transcript", "false", false)]
    public async Task A_switch_of_the_configuration_writes_the_transcript(string key, string value, bool isWritten)
    {
        using var log = new LogRecorder();
        await using var host = new PretendHost(services => log.AddTo(Configure(services, key, value)));
        await host.LogInAsync("anna");
        Assert.That(log.OfDances, Is.Not.Empty);
        Assert.That(log.Transcripts.Any(), Is.EqualTo(isWritten));
        if (isWritten)
        {
            Assert.That(
                log.Transcripts.Select(entry => entry.Text),
                Has.Some.Contains("POST https://pretend.example/token").And.Some.Contains("access_token = ***"));
        }
    }

    [TestCase("OAuth:Transcript", "perhaps", "must be true or false")]
    [TestCase("OAuth:FingerprintKey", "short", "16 characters or more")]
    public async Task A_wrong_setting_of_the_log_is_refused_when_the_dance_is_made(
        string key, string value, string message)
    {
        using var log = new LogRecorder();
        await using var host = new PretendHost(services => log.AddTo(Configure(services, key, value)));
        Assert.That(() => host.Dance, Throws.InvalidOperationException.With.Message.Contains(message));
        Assert.That(() => host.Dance, Throws.InvalidOperationException.With.Message.Not.Contains("'short'"));
    }

    private static IServiceCollection Configure(IServiceCollection services, string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        return services.AddSingleton<IConfiguration>(configuration);
    }

    private static (DanceSetup Setup, LogRecorder Log) Create(OAuthClient.Extensions.OAuthLogOptions? options = null)
    {
        var setup = new DanceSetup();
        var log = new LogRecorder();
        log.Connect(setup.Dance, options);
        return (setup, log);
    }
}
