using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>Logins of every kind, with secrets that would be recognized wherever they got out.</summary>
public partial class CanaryTests
{
    // What the pretend provider gives, and what it is told to say.
    [GeneratedRegex("(code|verifier|access|refresh|request-secret|access-secret|truncated)-[0-9a-f]{4,}|a{50,}", RegexOptions.IgnoreCase)]
    private static partial Regex Given();

    [TestCaseSource(nameof(Logins))]
    public async Task Nothing_that_can_be_printed_holds_a_secret(Protocol protocol, Misbehavior misbehavior, ClientAuthentication authentication, bool allow)
    {
        Capturing pending = null!;
        var printed = new List<object?>();
        var stage = new Stage(
            protocol,
            options => options with { PendingDances = pending = new(options.PendingDances!) },
            provider => provider with { ClientAuthentication = authentication });
        stage.Dance.Signals.BeforeLogin.Connect((dance, args) => printed.AddRange([dance, args]));
        stage.Dance.Signals.Authorized.Connect((_, args) => printed.AddRange([args, args.Token, args.Session, .. args.Token.Fields.Select(field => (object)field)]));
        stage.Dance.Signals.Error.Connect((_, args) => printed.AddRange([args, args.Exception, .. Parts(args.Error)]));
        stage.Provider.Misbehave = misbehavior;
        var login = await stage.Dance.BeginAsync("42");
        printed.AddRange([login, login.Explanation, .. Parts(login.Error)]);
        if (login.IsBegun)
        {
            OAuthCallback callback = allow ? await stage.Browser.AllowAsync(login.AuthorizationUrl!) : await stage.Browser.DenyAsync(login.AuthorizationUrl!);
            foreach (var cookie in new[] { default, login.BrowserKey, login.BrowserKey })
            {
                var outcome = await stage.FinishAsync(callback, cookie);
                printed.AddRange([callback, outcome, outcome.Explanation, outcome.Response.Body, outcome.Response.Location, .. Parts(outcome.Error)]);
            }
        }
        printed.AddRange([stage.Dance, stage.Dance.Provider, stage.Options, .. pending.Saved, await stage.Dance.Session("42").GetTokenAsync()]);
        printed.Add(await Assert.CatchAsync(() => stage.Dance.Session("nobody").Request("me").GetAsync()));
        AssertNone(printed, [PretendProvider.ClientSecret, login.BrowserKey.Reveal(), .. pending.Saved.Select(dance => dance.Proof.Reveal())]);
    }

    private static void AssertNone(List<object?> printed, IReadOnlyList<string> secrets)
    {
        var basic = PretendProvider.ClientId + ":" + WebUtility.UrlEncode(PretendProvider.ClientSecret);
        var written = secrets.Append(Convert.ToBase64String(Encoding.ASCII.GetBytes(basic)))
            .SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), JsonEncodedText.Encode(secret).ToString() }).Distinct().ToArray();
        Assert.That(secrets, Is.All.Length.GreaterThan(16));
        Assert.That(printed, Has.Count.GreaterThan(5));
        using (Assert.EnterMultipleScope())
        {
            foreach (var text in printed.OfType<object>().Select(thing => thing.ToString()!).Distinct())
            {
                Assert.That(text, Does.Not.Match(Given().ToString()).IgnoreCase);
                foreach (var secret in written)
                    Assert.That(text, Does.Not.Contain(secret));
            }
        }
    }

    // A record's own text leaves some of them out; a log may not.
    private static object?[] Parts(OAuthError? error) => error is null
        ? []
        : [error, error.Message, error.Hint, error.ProviderError, error.ProviderDescription, error.ProviderUri, error.Endpoint, error.Excerpt, new Holder(error).ToString()];

    private sealed record Holder(OAuthError Error);

    private static IEnumerable<TestCaseData> Logins()
    {
        foreach (var misbehavior in Enum.GetValues<Misbehavior>())
        {
            yield return new(Protocol.OAuth1, misbehavior, ClientAuthentication.Basic, true);
            yield return new(Protocol.OAuth2, misbehavior, ClientAuthentication.Basic, true);
            yield return new(Protocol.OAuth2, misbehavior, ClientAuthentication.Post, true);
        }
        yield return new(Protocol.OAuth1, Misbehavior.None, ClientAuthentication.Basic, false);
        yield return new(Protocol.OAuth2, Misbehavior.None, ClientAuthentication.Basic, false);
    }

    /// <summary>A store that shows what it was given.</summary>
    private sealed class Capturing(IPendingDanceStore real) : IPendingDanceStore
    {
        public ConcurrentQueue<PendingDance> Saved { get; } = [];

        public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
        {
            Saved.Enqueue(dance);
            return real.SaveAsync(dance, cancellationToken);
        }

        public ValueTask<PendingDance?> FindAsync(string handle, CancellationToken cancellationToken = default) => real.FindAsync(handle, cancellationToken);

        public ValueTask<bool> TakeAsync(string handle, string callback, CancellationToken cancellationToken = default) => real.TakeAsync(handle, callback, cancellationToken);

        public ValueTask FinishAsync(string handle, OAuthOutcome outcome, CancellationToken cancellationToken = default) => real.FinishAsync(handle, outcome, cancellationToken);

        public ValueTask<FinishedDance?> OutcomeAsync(string handle, CancellationToken cancellationToken = default) => real.OutcomeAsync(handle, cancellationToken);
    }
}
