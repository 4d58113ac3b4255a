namespace OAuthClient.Tests.Discovery;

/// <summary>The error with which a call of the library ends.</summary>
internal static class Failure
{
    public static async Task<OAuthError> OfAsync(Task call) =>
        (await Assert.ThrowsAsync<OAuthException>(() => call))!.Error;
}
