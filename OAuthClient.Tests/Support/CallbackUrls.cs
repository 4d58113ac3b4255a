namespace OAuthClient.Tests;

/// <summary>Lets a test finish a login with the callback URL as a string.</summary>
internal static class CallbackUrls
{
    public static ValueTask<OAuthOutcome> FinishAsync(
        this OAuthDance dance,
        string callbackUrl,
        Secret browserKey,
        OAuthFinishOptions? options = null,
        CancellationToken cancellationToken = default) =>
        dance.FinishAsync(OAuthCallback.FromUrl(callbackUrl), browserKey, options, cancellationToken);
}
