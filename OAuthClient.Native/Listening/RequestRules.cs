namespace OAuthClient.Native.Listening;

/// <summary>
/// Which request is a callback. Every other request is answered here, and the login does not learn of it.
/// </summary>
/// <param name="address">The redirect URI, with its port.</param>
/// <param name="takesForms">Whether the callback is a posted form.</param>
/// <param name="answer">Answers a callback.</param>
internal sealed class RequestRules(
    RedirectAddress address, bool takesForms, Func<LoopbackRequest, CancellationToken, Task<LoopbackAnswer>> answer)
{
    private const string FormType = "application/x-www-form-urlencoded";
    private readonly string _method = takesForms ? "POST" : "GET";

    public Task<LoopbackAnswer> AnswerAsync(LoopbackRequest request, CancellationToken cancellationToken) =>
        Refuse(request) is { } refusal ? Task.FromResult(refusal) : answer(request, cancellationToken);

    private LoopbackAnswer? Refuse(LoopbackRequest request)
    {
        // RFC 9112 section 3.2: a request without a host is refused.
        if (request["Host"] is not { } host)
            return LoopbackAnswer.Text(400, "The request names no host.");
        if (!address.IsHost(host))
            return LoopbackAnswer.Text(421, "This address belongs to another host.");
        if (request.Path != address.Path)
            return LoopbackAnswer.Text(404, "Nothing is here.");
        if (request.Method != _method)
            return LoopbackAnswer.NotAllowed(_method);
        return takesForms && request["Content-Type"]?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) != true
            ? LoopbackAnswer.Text(415, "The callback is a form.")
            : null;
    }
}
