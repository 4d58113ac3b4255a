using System.Net;
using Flurl.Http;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// Date headers that are wrong once. No call fails because of them, and later answers set the clock right.
/// </summary>
public class ServerClockHealingTests
{
    private const string Refusal = "oauth_problem=timestamp_refused";

    private static IEnumerable<TestCaseData> ImpossibleDates()
    {
        yield return new TestCaseData(DateTimeOffset.MaxValue).SetArgDisplayNames("the last moment of .NET");
        yield return new TestCaseData(DateTimeOffset.MinValue).SetArgDisplayNames("the first moment of .NET");
        yield return new TestCaseData(new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero))
            .SetArgDisplayNames("the last date of a header");
        yield return new TestCaseData(new DateTimeOffset(2026, 1, 2, 1, 0, 0, TimeSpan.Zero))
            .SetArgDisplayNames("a day and an hour ahead");
        yield return new TestCaseData(new DateTimeOffset(2025, 12, 30, 23, 0, 0, TimeSpan.Zero))
            .SetArgDisplayNames("a day and an hour behind");
    }

    [TestCaseSource(nameof(ImpossibleDates))]
    public async Task T82_A_Date_that_is_more_than_a_day_away_changes_nothing(DateTimeOffset date)
    {
        var wire = new ScriptedProvider(_ => (401, Refusal, date), _ => (200, "", null), _ => (200, "", null));
        Assert.That(await wire.CallAsync(), Is.EqualTo(401));
        Assert.That((await wire.CallAsync(), wire.LastOffset), Is.EqualTo((200, 0)));
        await wire.Dance.BeginAsync("42");
        Assert.That((wire.LastOffset, wire.RequestCount), Is.EqualTo((0, 3)));
    }

    [Test]
    public async Task T82_A_Date_that_is_a_time_zone_away_corrects_the_clock([Values(-14, 14)] int hours)
    {
        var wire = new ScriptedProvider(now => (401, Refusal, now.AddHours(hours)), _ => (200, "", null));
        Assert.That((await wire.CallAsync(), wire.LastOffset), Is.EqualTo((200, hours * 3600)));
    }

    [Test]
    public async Task A_later_answer_that_shows_the_local_time_ends_a_wrong_correction(
        [Values(200, 404, 500)] int status)
    {
        var wire = new ScriptedProvider(
            now => (401, Refusal, now.AddHours(20)),
            now => (status, "", now),
            _ => (200, "", null));
        Assert.That((await wire.CallAsync(), wire.LastOffset), Is.EqualTo((status, 20 * 3600)));
        Assert.That((await wire.CallAsync(), wire.LastOffset), Is.EqualTo((200, 0)));
    }

    [TestCase(Refusal)]
    [TestCase("oauth_problem=token_rejected")]
    [TestCase("Unauthorized")]
    public async Task A_refusal_that_shows_the_local_time_ends_a_wrong_correction_and_the_call_is_signed_again(
        string words)
    {
        var wire = new ScriptedProvider(
            now => (401, Refusal, now.AddHours(20)),
            _ => (200, "", null),
            now => (401, words, now),
            now => (200, "", now));
        Assert.That((await wire.CallAsync(), wire.LastOffset), Is.EqualTo((200, 20 * 3600)));
        Assert.That((await wire.CallAsync(), wire.LastOffset), Is.EqualTo((200, 0)));
    }

    [Test]
    public async Task A_login_request_that_shows_the_local_time_ends_a_wrong_correction()
    {
        var wire = new ScriptedProvider(
            now => (401, Refusal, now.AddHours(20)),
            _ => (200, "", null),
            now => (401, "oauth_problem=signature_invalid", now),
            now => (200, "oauth_token=a&oauth_token_secret=b&oauth_callback_confirmed=true", now));
        await wire.CallAsync();
        Assert.That(((await wire.Dance.BeginAsync("42")).IsBegun, wire.LastOffset), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task Calls_that_were_signed_before_another_call_corrected_the_clock_are_signed_again()
    {
        var bothSent = new TaskCompletionSource();
        var wire = new ScriptedProvider(
            now => (401, Refusal, now.AddHours(1)),
            now => (401, Refusal, now.AddHours(1)),
            now => (200, "", now.AddHours(1)),
            now => (200, "", now.AddHours(1)))
        {
            BeforeAnswer = async count =>
            {
                if (count == 2)
                    bothSent.SetResult();
                await bothSent.Task;
            },
        };
        Assert.That(await Task.WhenAll(wire.CallAsync(), wire.CallAsync()), Is.EqualTo(new[] { 200, 200 }));
    }

    [Test]
    public async Task A_large_refusal_in_chunks_comes_back_whole()
    {
        var body = "oauth_problem=token_rejected" + new string('x', 2 * 1024 * 1024);
        var wire = new ScriptedProvider(now => (401, body, now.AddHours(1))) { IsChunked = true };
        var answer = await wire.Dance.ApplicationSession().Request("me").AllowAnyHttpStatus().GetAsync();
        Assert.That((answer.StatusCode, await answer.GetStringAsync() == body), Is.EqualTo((401, true)));
    }

    /// <summary>A handler that answers one request after the other as a script says.</summary>
    private sealed class ScriptedProvider : DelegatingHandler
    {
        private readonly DanceSetup _setup = new(Protocol.OAuth1);
        private readonly Func<DateTimeOffset, (int Status, string Body, DateTimeOffset? Date)>[] _script;
        private int _requestCount;

        public ScriptedProvider(params Func<DateTimeOffset, (int Status, string Body, DateTimeOffset? Date)>[] script)
            : base(new DanceSetup().Provider.Handler)
        {
            _script = script;
            Dance = new(_setup.Dance.Provider, DanceSetup.RedirectUri, _setup.Options with { Http = this });
        }

        public OAuthDance Dance { get; }

        public bool IsChunked { get; init; }

        public Func<int, Task> BeforeAnswer { get; init; } = _ => Task.CompletedTask;

        public int RequestCount => _requestCount;

        /// <summary>How many seconds the timestamp of the last request was ahead of the local clock.</summary>
        public long LastOffset { get; private set; }

        public async Task<int> CallAsync()
        {
            var answer = await Dance.ApplicationSession().Request("me").AllowAnyHttpStatus().GetAsync();
            return answer.StatusCode;
        }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var count = Interlocked.Increment(ref _requestCount);
            var now = _setup.Time.GetUtcNow();
            var header = request.Headers.GetValues("Authorization").Single();
            LastOffset = long.Parse(header.Split("oauth_timestamp=\"")[1].Split('"')[0], null)
                - now.ToUnixTimeSeconds();
            await BeforeAnswer(count);
            var (status, body, date) = _script[count - 1](now);
            var bytes = System.Text.Encoding.UTF8.GetBytes(body);
            HttpContent content = IsChunked
                ? new StreamContent(new UnknownLengthStream(bytes))
                : new ByteArrayContent(bytes);
            return new((HttpStatusCode)status)
            {
                Content = content,
                Headers = { Date = date },
                RequestMessage = request,
            };
        }
    }

    /// <summary>A stream that does not tell its length, as a body in chunks.</summary>
    private sealed class UnknownLengthStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
