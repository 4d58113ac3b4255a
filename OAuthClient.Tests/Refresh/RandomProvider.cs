using System.Net;

namespace OAuthClient.Tests.Refresh;

/// <summary>
/// A token endpoint that behaves at random: it loses answers, fails, rotates with or without a grace, and ends the
/// login at some time. It keeps the truth about its refresh tokens, and notes each request that a client must not send.
/// </summary>
internal sealed class RandomProvider(Random random, TimeProvider time, TimeSpan grace) : HttpMessageHandler
{
    private readonly bool _rotates = random.Next(4) > 0;
    private string _refreshToken = "refresh-0";
    private string? _previous;
    private DateTimeOffset _rotatedAt;
    private int _issued;
    private int _running;

    /// <summary>The requests that a client must not send.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Whether the login has ended at the provider.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether a client was told that the login has ended.</summary>
    public bool IsDeathStated { get; private set; }

    /// <summary>The refresh tokens that the client was told to be spent or dead.</summary>
    private HashSet<string> KnownSpent { get; } = [];

    /// <summary>Forgets what a process has been told, which was killed before it could write it down.</summary>
    public void ForgetAnswers() => KnownSpent.Clear();

    /// <summary>Whether the provider would still refresh the token.</summary>
    public bool Accepts(string refreshToken) => !IsDead && (refreshToken == _refreshToken || IsInGrace(refreshToken));

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = await request.Content!.ReadAsStringAsync(cancellationToken);
        var sent = form.Split('&').Single(pair => pair.StartsWith("refresh_token=", StringComparison.Ordinal))[14..];
        if (Interlocked.Increment(ref _running) > 1)
            Faults.Add($"{sent} overlaps another request");
        if (KnownSpent.Contains(sent) && !IsInGrace(sent))
            Faults.Add($"{sent} follows an answer that spent or killed it");
        try
        {
            await Task.Yield();
            return Answer(sent);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private HttpResponseMessage Answer(string sent)
    {
        switch (random.Next(20))
        {
            case 0:
                throw new HttpRequestException(HttpRequestError.ConnectionError);
            case 1:
                return Json("""{"error":"invalid_grant"}""", random.GetItems([408, 429, 500, 502, 503, 504], 1)[0]);
            case 2:
                return Json("", random.GetItems([400, 401, 403], 1)[0]);
            case 3:
                IsDead = random.Next(4) == 0 || IsDead;
                break;
        }
        if (!Accepts(sent))
        {
            IsDeathStated = true;
            KnownSpent.Add(sent);
            return Json("""{"error":"invalid_grant"}""", 400);
        }
        if (_rotates && sent == _refreshToken)
            Rotate();
        var access = $"access-{++_issued}";
        return Deliver(
            sent, $$"""{"access_token":"{{access}}","refresh_token":"{{_refreshToken}}","expires_in":600}""");
    }

    // The token is issued: its answer may still be lost, break off, or bring a refresh token only.
    private HttpResponseMessage Deliver(string sent, string body)
    {
        switch (random.Next(20))
        {
            case 0:
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
            case 1:
                return Json(body[..random.Next(body.Length)], 200);
            case 2:
                body = body.Replace("access_token", "other", StringComparison.Ordinal);
                break;
        }
        if (sent != _refreshToken)
            KnownSpent.Add(sent);
        return Json(body, 200);
    }

    private void Rotate()
    {
        _previous = _refreshToken;
        _rotatedAt = time.GetUtcNow();
        _refreshToken = $"refresh-{++_issued}";
    }

    private bool IsInGrace(string refreshToken) =>
        refreshToken == _previous && time.GetUtcNow() - _rotatedAt < grace;

    private static HttpResponseMessage Json(string body, int status) =>
        new((HttpStatusCode)status) { Content = new StringContent(body) };
}
