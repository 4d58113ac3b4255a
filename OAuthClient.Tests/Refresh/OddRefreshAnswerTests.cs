using System.Net;
using OAuthClient.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>Answers to refreshes that are lost or broken in ways of their own, and their error texts.</summary>
public class OddRefreshAnswerTests
{
    private const string NewToken = """{"access_token":"new-access","refresh_token":"new-refresh","expires_in":3600}""";
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static async Task<DanceSetup> LoggedInAsync(
        Func<OAuth2Provider, OAuth2Provider> provider, string callbackParameters = "")
    {
        var setup = new DanceSetup(provider: provider);
        var callback = OAuthCallback.FromUrl($"{await setup.GetCallbackUrlAsync("42")}{callbackParameters}");
        Assert.That((await setup.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
        return setup;
    }

    private static HttpResponseMessage Answer(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body) };

    [TestCase(502, """{"message":"Internal server error"}""")]
    [TestCase(504, """{"message":"Endpoint request timed out"}""")]
    public async Task A_gateway_that_answers_in_JSON_has_lost_the_answer_of_the_provider(int status, string body)
    {
        var setup = await LoggedInAsync(
            provider => provider with { Refresh = new() { ReplayWindow = TimeSpan.FromSeconds(30) } });
        setup.Provider.TokenAnswer =
            _ => setup.Provider.RefreshCount == 1 ? Answer(status, body) : Answer(200, NewToken);
        Assert.That((await setup.Dance.Session("42").RefreshAsync()).AccessToken.Reveal(), Is.EqualTo("new-access"));
    }

    [TestCase(500, """{"message":"Server Error","input":{"grant_type":"refresh_token","refresh_token":"********"}}""")]
    [TestCase(503, """{"error":"temporarily_unavailable","refresh_token":"unchecked"}""")]
    [TestCase(400, """{"error":"validation","errors":{"refresh_token":"too-many-requests"}}""")]
    [TestCase(422, """{"errors":{"refresh_token":"REDACTED"}}""")]
    public async Task An_answer_that_repeats_the_request_in_a_masked_form_ends_no_login(int status, string body)
    {
        var setup = await LoggedInAsync(provider => provider);
        var good = (await setup.Tokens.GetAsync(Key))!.Token.RefreshToken.Reveal();
        setup.Provider.TokenAnswer = _ => Answer(status, body);
        Assert.That(async () => await setup.Dance.Session("42").RefreshAsync(), Throws.TypeOf<OAuthException>());
        // From now on the provider knows the good refresh token only.
        setup.Provider.TokenAnswer = request => request["refresh_token"] == good
            ? Answer(200, NewToken)
            : Answer(400, """{"error":"invalid_grant"}""");
        Assert.That((await setup.Dance.Session("42").RefreshAsync()).AccessToken.Reveal(), Is.EqualTo("new-access"));
        var stored = (await setup.Tokens.GetAsync(Key))!.Token;
        Assert.That((stored.RefreshToken.Reveal(), stored.Data), Is.EqualTo(("new-refresh", stored.Data)));
        Assert.That(stored.Data, Is.Empty, "the former refresh token is forgotten");
    }

    [Test]
    public async Task A_server_on_the_way_ends_no_login_in_whatever_words(
        [Values(403, 404, 407, 421, 423, 425, 426, 451)] int status,
        [Values("login_required", "token_expired", "interaction_required")] string error)
    {
        var setup = await LoggedInAsync(provider => provider);
        setup.Provider.TokenAnswer = _ => Answer(status, $$"""{"error":"{{error}}"}""");
        Assert.That(async () => await setup.Dance.Session("42").RefreshAsync(), Throws.InstanceOf<OAuthException>());
        Assert.That(setup.Tokens.Count, Is.EqualTo(1));
    }

    [TestCase(407)]
    [TestCase(421)]
    [TestCase(425)]
    public async Task A_status_of_a_server_on_the_way_ends_no_login_even_with_invalid_grant(int status)
    {
        var setup = await LoggedInAsync(provider => provider);
        setup.Provider.TokenAnswer = _ => Answer(status, """{"error":"invalid_grant"}""");
        Assert.That(async () => await setup.Dance.Session("42").RefreshAsync(), Throws.InstanceOf<OAuthException>());
        Assert.That(setup.Tokens.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_login_whose_refresh_tokens_are_all_dead_ends_once()
    {
        var setup = await LoggedInAsync(provider => provider);
        setup.Provider.TokenAnswer = _ => Answer(500, """{"refresh_token":"new-refresh"}""");
        Assert.That(async () => await setup.Dance.Session("42").RefreshAsync(), Throws.TypeOf<OAuthException>());
        setup.Provider.TokenAnswer = _ => Answer(400, """{"error":"invalid_grant"}""");
        Assert.That(
            async () => await setup.Dance.Session("42").RefreshAsync(),
            Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(
            (setup.Provider.RefreshCount, setup.Tokens.Count, setup.SentSignals.Count(signal => signal == "error refresh_rejected")),
            Is.EqualTo((3, 0, 1)));
    }

    [TestCase("access_token=new&refresh_token=new-ref", false)]
    [TestCase("access_token=new&refresh_token=new-refresh&expires_", true)]
    public async Task A_refresh_token_of_a_form_that_breaks_off_is_kept_only_if_it_is_whole(string body, bool isKept)
    {
        var setup = await LoggedInAsync(provider => provider);
        var before = (await setup.Tokens.GetAsync(Key))!.Token.RefreshToken.Reveal();
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.OK) { Content = new BrokenContent(body) };
        Assert.That(async () => await setup.Dance.Session("42").RefreshAsync(), Throws.TypeOf<OAuthException>());
        Assert.That(
            (await setup.Tokens.GetAsync(Key))!.Token.RefreshToken.Reveal(),
            Is.EqualTo(isKept ? "new-refresh" : before));
    }

    [Test]
    public async Task The_region_of_a_login_is_no_secret_that_is_masked_in_errors()
    {
        var regions = new Dictionary<string, string> { ["eu"] = "https://pretend.example/token" };
        var setup = await LoggedInAsync(
            provider => provider with
            {
                Quirks = new() { RegionParameter = "location", RegionalTokenEndpoints = regions },
                Refresh = new() { Parameters = new Dictionary<string, string> { ["device"] = "{callback.device}" } },
            },
            "&location=eu&device=the-device-id");
        setup.Provider.TokenAnswer =
            _ => Answer(400, """{"error":"queue_full","error_description":"a neutral text of the-device-id"}""");
        var failure = await Assert.CatchAsync<OAuthException>(
            async () => await setup.Dance.Session("42").RefreshAsync());
        Assert.That(failure!.Error.ProviderError, Is.EqualTo("queue_full"));
        Assert.That(failure.Error.ProviderDescription, Is.EqualTo("a neutral text of ***"));
    }

    [Test]
    public async Task A_parameter_of_the_callback_that_the_token_request_repeats_is_masked_in_errors()
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            TokenParameters = new Dictionary<string, string> { ["device"] = "{callback.device}" },
        });
        setup.Provider.TokenAnswer =
            _ => Answer(400, """{"error":"invalid_request","error_description":"not the-device-id"}""");
        var callback = OAuthCallback.FromUrl($"{await setup.GetCallbackUrlAsync("42")}&device=the-device-id");
        var outcome = await setup.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(outcome.Error!.ProviderDescription, Is.EqualTo("not ***"));
    }

    [Test]
    public async Task A_stream_of_an_API_whose_200_may_mean_expired_still_comes_as_it_is_sent()
    {
        using var body = new GatedStream(firstLength: 20_000);
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new EndpointStub(
                    options.Http!, "/api/me", _ => new(HttpStatusCode.OK) { Content = new StreamContent(body) }),
            },
            provider: provider => provider with
            {
                Refresh = new() { ExpiredTokenAnswers = [new(200, "token_expired")] },
            });
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")));
        await using var stream = await client.GetStreamAsync(new Uri($"{setup.Provider.BaseUrl}/api/me"));
        var start = new byte[20_000];
        await stream.ReadExactlyAsync(start);
        Assert.That(start, Is.All.EqualTo((byte)'x'), "before the rest was sent");
        body.Open();
        using var rest = new StreamReader(stream);
        Assert.That(await rest.ReadToEndAsync(), Is.EqualTo("end"));
    }

    /// <summary>A content that announces more than it brings.</summary>
    private sealed class BrokenContent(string body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(body));
            throw new HttpIOException(HttpRequestError.ResponseEnded);
        }

        protected override Task<Stream> CreateContentReadStreamAsync() =>
            Task.FromResult<Stream>(new BrokenStream(System.Text.Encoding.ASCII.GetBytes(body)));

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length + 10;
            return true;
        }
    }

    private sealed class BrokenStream(byte[] body) : MemoryStream(body)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0
                ? read
                : throw new HttpIOException(HttpRequestError.ResponseEnded);
    }

    /// <summary>A stream whose end comes only when the test opens it.</summary>
    private sealed class GatedStream(int firstLength) : MemoryStream
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _sent;

        public override bool CanSeek => false;

        public void Open() => _opened.SetResult();

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_sent < firstLength)
            {
                var length = Math.Min(buffer.Length, firstLength - _sent);
                buffer.Span[..length].Fill((byte)'x');
                _sent += length;
                return length;
            }
            await _opened.Task.WaitAsync(cancellationToken);
            var end = "end"u8[Math.Min(_sent - firstLength, 3)..].ToArray();
            end.CopyTo(buffer);
            _sent += end.Length;
            return end.Length;
        }
    }
}
