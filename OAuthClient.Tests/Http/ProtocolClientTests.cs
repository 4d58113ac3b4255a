using System.Net;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.Http;
using OAuthClient.Internal;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Http;

/// <summary>
/// The deadline of a request to a provider's endpoint, the cancellation of the request, and the answer.
/// </summary>
public class ProtocolClientTests
{
    private const string Endpoint = "https://pretend.example/token";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);

    [Test]
    public void Headers_and_body_share_one_deadline()
    {
        // Headers take six seconds and the body takes six more seconds, so only the sum exceeds the deadline.
        var http = new StubHandler(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(6));
            return CreateAnswer(new TestStream(() => _time.Advance(TimeSpan.FromSeconds(6)), endless: true));
        });
        Assert.That(
            async () => await PostAsync(http),
            Throws.TypeOf<OAuthException>()
                .With.Message.Contains("endpoint_timeout")
                .And.Message.Contains("10 seconds"));
    }

    [Test]
    public async Task An_answer_within_the_deadline_is_returned()
    {
        var http = new StubHandler(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(6));
            return CreateAnswer(new TestStream(() => _time.Advance(TimeSpan.FromSeconds(3)), endless: false));
        });
        Assert.That((await PostAsync(http)).Body, Is.EqualTo("a=1"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_caller_can_cancel_the_call(bool beforeHeaders)
    {
        using var caller = new CancellationTokenSource();
        var http = new StubHandler(async cancellationToken =>
        {
            if (beforeHeaders)
            {
                await caller.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }
            return await CreateAnswer(new TestStream(caller.Cancel, endless: true));
        });
        var canceled = (await Assert.CatchAsync<OperationCanceledException>(() => PostAsync(http, caller.Token)))!;
        Assert.That(canceled.CancellationToken, Is.EqualTo(caller.Token));
        Assert.That(canceled.InnerException, Is.Null, "the library's exception holds the form");
    }

    [TestCaseSource(nameof(HttpExceptions))]
    public void Exceptions_of_the_HTTP_stack_become_errors(Exception foreign, bool inBody, string code)
    {
        var http = new StubHandler(_ => inBody
            ? CreateAnswer(new TestStream(() => throw foreign, endless: true))
            : throw foreign);
        // An answer whose body breaks off is returned as incomplete, so that the caller can decide.
        if (inBody)
        {
            Assert.That(async () => (await PostAsync(http)).IsComplete, Is.False);
        }
        else
        {
            Assert.That(
                async () => await PostAsync(http),
                Throws.TypeOf<OAuthException>()
                    .With.Message.Contains(code)
                    .And.Message.Not.Contain("secret")
                    .And.InnerException.Null);
        }
    }

    [Test]
    public async Task Headers_of_an_answer_are_returned()
    {
        var answer = await PostAsync(new StubHandler(_ =>
        {
            var refused = new HttpResponseMessage(HttpStatusCode.Unauthorized);
            refused.Headers.TryAddWithoutValidation("Retry-After", "Thu, 01 Jan 2026 00:00:30 GMT");
            refused.Headers.TryAddWithoutValidation("WWW-Authenticate", "Basic realm=\"a\"");
            refused.Headers.TryAddWithoutValidation("WWW-Authenticate", "Bearer error=\"b\"");
            refused.Headers.TryAddWithoutValidation("Date", "Thu, 01 Jan 2026 00:00:05 GMT");
            return Task.FromResult(refused);
        }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.Body, answer.IsComplete), Is.EqualTo((401, "", true)));
            Assert.That(answer.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(30)));
            Assert.That(answer.Challenge, Is.EqualTo("Basic realm=\"a\", Bearer error=\"b\""));
            Assert.That(answer.Date, Is.EqualTo(Now.AddSeconds(5)));
            Assert.That($"{answer}", Is.EqualTo($"401 from {Endpoint}"));
        }
    }

    private static IEnumerable<TestCaseData> HttpExceptions()
    {
        foreach (var inBody in new[] { false, true })
        {
            yield return new(new HttpRequestException("secret"), inBody, OAuthErrorCode.EndpointUnreachable);
            yield return new(
                new HttpRequestException(HttpRequestError.NameResolutionError, "secret"), inBody, "no such host");
            yield return new(new IOException("secret"), inBody, OAuthErrorCode.EndpointUnreachable);
            yield return new(new InvalidDataException("secret"), inBody, OAuthErrorCode.EndpointUnreachable);
            yield return new(new OperationCanceledException("secret"), inBody, OAuthErrorCode.EndpointTimeout);
            yield return new(new TimeoutException("secret"), inBody, OAuthErrorCode.EndpointTimeout);
            yield return new(new ObjectDisposedException("secret"), inBody, OAuthErrorCode.EndpointUnreachable);
        }
    }

    [Test]
    public async Task The_failure_of_a_request_that_was_given_up_is_not_left_unobserved()
    {
        const string Marker = "the address with its secret";
        var unobserved = 0;
        void Count(object? sender, UnobservedTaskExceptionEventArgs args) =>
            unobserved += args.Exception.ToString().Contains(Marker, StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += Count;
        await GiveUpAsync(Marker);
        for (var round = 0; round < 5; round++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        TaskScheduler.UnobservedTaskException -= Count;
        Assert.That(unobserved, Is.Zero);
    }

    private async Task GiveUpAsync(string message)
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var posting = PostAsync(new(_ => answer.Task));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(async () => await posting, Throws.TypeOf<OAuthException>());
        answer.SetException(new IOException(message));
    }

    private Task<ProtocolAnswer> PostAsync(StubHandler http, CancellationToken cancellationToken = default) =>
        new ProtocolClient(new(new() { Http = http, Time = _time }, new PretendProvider().OAuth2)).SendAsync(
            new(EndpointNames.Token, $"{Endpoint}?key=of-the-query")
            {
                Body = "code=secret",
                Headers = [("Authorization", "Basic secret")],
            },
            cancellationToken);

    private static Task<HttpResponseMessage> CreateAnswer(Stream body) =>
        Task.FromResult(new HttpResponseMessage { Content = new StreamContent(body) });

    private sealed class StubHandler(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => answer(cancellationToken);
    }

    /// <summary>
    /// An answer body of three characters, or an endless body. The first read of the body runs an action.
    /// </summary>
    private sealed class TestStream(Action firstRead, bool endless) : MemoryStream("a=1"u8.ToArray())
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == 0)
                firstRead();
            if (endless)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
