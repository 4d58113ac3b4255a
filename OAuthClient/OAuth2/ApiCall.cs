namespace OAuthClient.OAuth2;

/// <summary>
/// A call of the provider's API that has the token, while <see cref="OAuth2Extension"/> completes it. Not thread-safe.
/// Prints without headers.
/// </summary>
public sealed class ApiCall
{
    private static readonly HttpRequestOptionsKey<HashSet<string>> HeaderNames = new("OAuthClient.OAuth2.ApiCall");

    internal ApiCall(HttpRequestMessage message, OAuthToken token)
    {
        Message = message;
        Token = token;
    }

    /// <summary>The message, with the token attached. Set headers with <see cref="SetHeader"/> only.</summary>
    public HttpRequestMessage Message { get; }

    /// <summary>The token of the call.</summary>
    public OAuthToken Token { get; }

    /// <summary>
    /// Sets a header, in the place of an earlier one of this name. It is removed from a message that is sent on to
    /// another origin.
    /// </summary>
    /// <param name="name">The name of the header.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is not printable ASCII.</exception>
    public void SetHeader(string name, Secret value)
    {
        var text = value.Reveal();
        ClientRequest.ThrowIfUnprintable(text);
        Message.Headers.Remove(name);
        Message.Headers.TryAddWithoutValidation(name, text);
        if (!Message.Options.TryGetValue(HeaderNames, out var names))
        {
            names = new(StringComparer.OrdinalIgnoreCase);
            Message.Options.Set(HeaderNames, names);
        }
        names.Add(name);
    }

    /// <summary>Shows the method, and the address without its query.</summary>
    /// <returns>For example <c>ApiCall { GET https://api.example.com/me }</c>.</returns>
    public override string ToString() =>
        $"ApiCall {{ {Message.Method} {Message.RequestUri?.GetLeftPart(UriPartial.Path)} }}";

    /// <summary>Removes the headers that extensions have set.</summary>
    internal static void RemoveHeaders(HttpRequestMessage message)
    {
        if (!message.Options.TryGetValue(HeaderNames, out var names))
            return;
        foreach (var name in names)
            message.Headers.Remove(name);
    }
}
