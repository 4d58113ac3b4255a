namespace OAuthClient;

/// <summary>
/// An exchange with the provider, redacted: names of parameters and headers, and the values that are known to be
/// harmless. All other values are shown as <c>***</c>.
/// </summary>
/// <remarks>
/// The text is written when it is first asked for, which must be while <c>oauth_trace</c> is sent: the exchange lets go
/// of its secrets afterwards. Thread-safe.
/// </remarks>
public sealed class TraceExchange
{
    private const string NotWritten = "(the exchange was not written while oauth_trace was sent)";
    private readonly Lock _lock = new();
    private Func<string>? _write;
    private string? _text;

    internal TraceExchange(string endpoint, string method, string address, Func<string> write)
    {
        Endpoint = endpoint;
        Method = method;
        Address = address;
        _write = write;
    }

    /// <summary>The name of the endpoint, such as <c>token</c>, <c>authorization</c> or <c>callback</c>.</summary>
    public string Endpoint { get; }

    /// <summary>The method of the request, such as <c>POST</c>.</summary>
    public string Method { get; }

    /// <summary>The address of the request, without its query.</summary>
    public string Address { get; }

    /// <summary>The status of the answer; null when none came, and for requests of a browser.</summary>
    public int? Status { get; internal init; }

    /// <summary>Shows the redacted exchange, a name a line.</summary>
    /// <returns>The text, of several lines.</returns>
    public override string ToString()
    {
        lock (_lock)
        {
            _text ??= _write?.Invoke();
            return _text ?? NotWritten;
        }
    }

    /// <summary>Lets go of the secrets of the exchange. A text that was written stays.</summary>
    internal void Close()
    {
        lock (_lock)
            _write = null;
    }
}
