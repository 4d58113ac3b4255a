using System.Net.Sockets;

namespace OAuthClient.Http;

/// <summary>
/// The error of an endpoint that gave no readable answer. It holds no exception of the HTTP library, whose message may
/// show a secret.
/// </summary>
internal static class EndpointFailure
{
    private const string CheckAddress = "Is the endpoint the right address?";
    private const string SentOnce =
        "It may have worked on the request, so it was not sent again. Let the user begin again.";

    public static OAuthException TimedOut(string endpoint, TimeSpan timeout) => Create(
        OAuthErrorCode.EndpointTimeout,
        endpoint,
        $"The endpoint did not answer within {timeout.TotalSeconds:0.#} seconds.",
        "Try again later, or raise EndpointTimeout.");

    public static OAuthException Redirected(string endpoint, int status, string? target) => Create(
        OAuthErrorCode.EndpointRedirected,
        endpoint,
        $"The endpoint redirects{(target is null ? "" : $" to {target}")}, which is not followed: "
        + "secrets would go elsewhere.",
        "Set the endpoint to where it really is.",
        status);

    public static OAuthException TooLarge(string endpoint, int status, int maxBytes) => Create(
        OAuthErrorCode.AnswerTooLarge, endpoint, $"The answer is larger than {maxBytes} bytes.", CheckAddress, status);

    /// <param name="endpoint">The address of the request.</param>
    /// <param name="failure">The exception of the transport.</param>
    /// <param name="closedHint">The remedy where the endpoint closed the connection without an answer.</param>
    public static OAuthException FromException(string endpoint, Exception failure, string closedHint = SentOnce) =>
        FindRefusal(failure) ?? FromTransport(endpoint, failure, closedHint);

    // The handler of .NET wraps what its ConnectCallback throws.
    private static OAuthException? FindRefusal(Exception? failure) => failure switch
    {
        null => null,
        OAuthException refusal => refusal,
        _ => FindRefusal(failure.InnerException),
    };

    private static OAuthException FromTransport(string endpoint, Exception failure, string closedHint) =>
        FindHttpRequestError(failure) switch
        {
            HttpRequestError.InvalidResponse => Create(
                OAuthErrorCode.AnswerUnreadable,
                endpoint,
                "The answer is not HTTP as it should be.",
                "Is the endpoint the right address, and nothing in between that changes answers?"),
            HttpRequestError.ConfigurationLimitExceeded => Create(
                OAuthErrorCode.AnswerTooLarge, endpoint, "The headers of the answer are too large.", CheckAddress),
            HttpRequestError.SecureConnectionError => Unreachable(
                endpoint,
                "TLS failed",
                "Is the provider's certificate good, this machine's clock right, and the address the one with https?"),
            HttpRequestError.NameResolutionError => Unreachable(
                endpoint, "no such host is known", "Is the address right, and the network up?"),
            HttpRequestError.ResponseEnded => Unreachable(
                endpoint,
                "it closed the connection without an answer",
                closedHint),
            _ when IsCanceled(failure) => Create(
                OAuthErrorCode.EndpointTimeout,
                endpoint,
                "The call was given up before the endpoint answered.",
                "Try again later, or let your Http handler wait longer."),
            _ => Unreachable(endpoint, DescribeCause(failure), "Is the address right, and the network up?"),
        };

    private static OAuthException Unreachable(string endpoint, string cause, string hint) =>
        Create(OAuthErrorCode.EndpointUnreachable, endpoint, $"The endpoint could not be reached: {cause}.", hint);

    private static HttpRequestError? FindHttpRequestError(Exception? failure) => failure switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } known => known.HttpRequestError,
        HttpIOException known => known.HttpRequestError,
        null => null,
        _ => FindHttpRequestError(failure.InnerException),
    };

    // Cancellation by the caller or by the dance's deadline is handled elsewhere: this is a timeout of the host's
    // handler.
    private static bool IsCanceled(Exception? failure) => failure switch
    {
        null => false,
        OperationCanceledException or TimeoutException => true,
        _ => IsCanceled(failure.InnerException),
    };

    // The message of a socket error is safe. Other messages may repeat the address with its query.
    private static string DescribeCause(Exception failure) => failure.GetBaseException() switch
    {
        SocketException socket => socket.Message,
        var cause => cause.GetType().Name,
    };

    private static OAuthException Create(
        string code, string endpoint, string message, string hint, int? status = null) =>
        new(OAuthOutcomeKind.ProviderFailed, new(code, message)
        {
            Endpoint = endpoint,
            Hint = hint,
            Status = status,
        });
}
