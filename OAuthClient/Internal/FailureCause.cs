namespace OAuthClient.Internal;

/// <summary>The error of a failure, and the host's exception if a class of the host failed.</summary>
internal static class FailureCause
{
    public static OAuthError FindError(Exception failure) => failure switch
    {
        OAuthException known => known.Error,
        HostFailureException fault => fault.Error,
        _ => HostFailureException.Unexpected(failure).Error,
    };

    public static Exception? FindException(Exception failure) => failure switch
    {
        OAuthException => null,
        HostFailureException fault => fault.InnerException,
        _ => failure,
    };
}
