using OAuthClient.Internal;
using OAuthClient.Storage;
using Signals;

namespace OAuthClient.Tests.Refresh;

/// <summary>
/// A renewal that needs no stored token, as that of a program's own token will: the first token is got the same way.
/// </summary>
public class FirstTokenTests
{
    private static readonly TokenKey Key = new("program", "client", "42", TokenKey.DefaultAccount);

    private sealed class FirstTokenRenewal : TokenRenewal
    {
        private int _count;

        public int Count => _count;

        public override bool CanRenew(OAuthToken? token, DateTimeOffset now) => true;

        public override ValueTask<RenewalResult> RenewAsync(
            OAuthToken? token, RenewalLease lease, CancellationToken cancellationToken) =>
            new(new RenewalResult(new() { AccessToken = $"access-{Interlocked.Increment(ref _count)}" }));
    }

    private sealed record ProgramProvider : OAuthProvider
    {
        public required TokenRenewal Renewal { get; init; }

        internal override IEnumerable<(string Field, string? Url)> Endpoints => [];

        internal override bool NamesIssuer => true;

        internal override OAuthProtocol CreateProtocol(DanceDependencies dependencies) => new ProgramProtocol(Renewal);
    }

    private sealed class ProgramProtocol(TokenRenewal renewal) : OAuthProtocol
    {
        public override CallbackErrorCodes CallbackErrors => throw new NotSupportedException();

        public override IReadOnlyList<string> UnrepeatableParameters => [];

        public override IReadOnlyList<string>? JudgedParameters => [];

        public override IReadOnlyList<string> ReservedParameters => [];

        public override TokenRenewal[] Renewals => [renewal];

        public override string? ReadId(OAuthCallback callback) => null;

        public override void CheckCallbackSource(OAuthCallback callback, CallbackChecks? checks) { }

        public override ValueTask<BegunLogin> BeginAsync(
            AuthorizationStart start, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<LoginGrant> FinishAsync(
            PendingDance pending,
            OAuthCallback callback,
            CallbackChecks? checks,
            CancellationToken cancellationToken) => throw new NotSupportedException();

        public override OAuthToken CheckForeignToken(OAuthToken token) => token;

        public override ValueTask AttachAsync(
            HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken) => default;
    }

    [Test]
    public async Task A_hundred_callers_without_a_stored_token_get_the_same_first_token()
    {
        var renewal = new FirstTokenRenewal();
        var tokens = new MemoryTokenStore();
        var provider = new ProgramProvider { Name = "program", ClientId = "client", Renewal = renewal };
        var dance = new OAuthDance(provider, DanceSetup.RedirectUri, new()
        {
            Tokens = tokens,
            Signals = new SignalRegistry(strict: false),
        });
        var session = dance.Session("42");
        var got = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => session.GetTokenAsync().AsTask()));
        Assert.That(got.Select(token => token!.AccessToken.Reveal()), Has.All.EqualTo("access-1"));
        Assert.That((await tokens.GetAsync(Key))!.Token.AccessToken.Reveal(), Is.EqualTo("access-1"));
        Assert.That(renewal.Count, Is.EqualTo(1));
    }
}
