namespace OAuthClient.OAuth2;

/// <summary>
/// All parameters of an authorization request (RFC 6749 section 4.1.1), while <see cref="OAuth2Extension"/> completes
/// them. Names are those of the RFCs, also where the provider has others. Not thread-safe. Prints the names only.
/// </summary>
public sealed class AuthorizationParameters
{
    private List<KeyValuePair<string, string>> _all;

    internal AuthorizationParameters(IEnumerable<(string Name, string Value)> all, bool isPushed)
    {
        _all = [.. all.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))];
        IsPushed = isPushed;
    }

    /// <summary>Whether the request is pushed (RFC 9126), and so does not go through the browser.</summary>
    public bool IsPushed { get; }

    /// <summary>All parameters, in order. A name may be there more than once, as <c>resource</c> may be.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => _all;

    internal IReadOnlyList<(string Name, string Value)> Pairs =>
        [.. _all.Select(parameter => (parameter.Key, parameter.Value))];

    /// <summary>The rules for the extension that is being called.</summary>
    internal ParameterGuard? Guard { get; set; }

    /// <summary>The first value of a parameter; null when the request does not have it.</summary>
    /// <param name="name">The name of the parameter.</param>
    public string? this[string name] => _all.Find(parameter => parameter.Key == name).Value;

    /// <summary>Sets a parameter, in the place of all earlier ones of this name.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="OAuthException">The parameter is reserved, and the extension does not own it.</exception>
    public void Set(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Guard?.ThrowIfRefused(name);
        _all.RemoveAll(parameter => parameter.Key == name);
        _all.Add(new(name, value));
    }

    /// <summary>Removes a parameter.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="OAuthException">The parameter is reserved, and the extension does not own it.</exception>
    public void Remove(string name)
    {
        Guard?.ThrowIfRefused(name);
        _all.RemoveAll(parameter => parameter.Key == name);
    }

    /// <summary>Replaces all parameters.</summary>
    /// <remarks>
    /// Reserved parameters stay as they are, unless the extension owns them. An extension that owns <c>request</c> or
    /// <c>request_uri</c> may leave out all of them, since its request object holds them (RFC 9101 section 5).
    /// </remarks>
    /// <param name="parameters">The parameters to send.</param>
    /// <exception cref="OAuthException">
    /// A reserved parameter that the extension does not own is changed, or left out without a request object.
    /// </exception>
    public void ReplaceAll(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        List<KeyValuePair<string, string>> replacement = [.. parameters];
        foreach (var parameter in replacement.Except(_all))
            Guard?.ThrowIfRefused(parameter.Key);
        if (Guard is { OwnsRequestObject: false })
        {
            foreach (var parameter in _all.Except(replacement))
                Guard.ThrowIfRefused(parameter.Key);
        }
        _all = replacement;
    }

    /// <summary>Shows the names of the parameters.</summary>
    /// <returns>For example <c>AuthorizationParameters { response_type, client_id }</c>.</returns>
    public override string ToString() =>
        $"AuthorizationParameters {{ {string.Join(", ", _all.Select(parameter => parameter.Key))} }}";
}
