namespace OAuthClient.OAuth2;

/// <summary>
/// A token that came, while <see cref="OAuth2Extension"/> checks it. Not thread-safe. Prints without secrets.
/// </summary>
public sealed class TokenDraft
{
    private readonly List<object> _findings = [];

    internal TokenDraft(OAuthToken token, OAuthToken? before)
    {
        Token = token;
        Before = before;
    }

    /// <summary>The token as the answer brought it.</summary>
    public OAuthToken Token { get; }

    /// <summary>The token that is renewed; null in a login.</summary>
    public OAuthToken? Before { get; }

    /// <summary>The data beside the token of the extension that is being called.</summary>
    internal ExtensionData Kept { get; set; } = new([]);

    internal IReadOnlyList<object> Findings => _findings;

    /// <summary>
    /// Keeps a value beside the token, as long as the token and its renewals live: it is in
    /// <see cref="ExtensionContext.Data"/> of later requests and calls. A renewal keeps what earlier ones kept.
    /// </summary>
    /// <param name="name">The name of the value, in this extension.</param>
    /// <param name="value">The value; no secret removes the one of this name.</param>
    public void Keep(string name, Secret value) => Kept[name] = value;

    /// <summary>Tells the receivers of <c>oauth_authorized</c> something, such as an identity.</summary>
    /// <remarks>The findings of a renewal are dropped.</remarks>
    /// <param name="finding">The finding, for <see cref="AuthorizedArgs.Findings"/>.</param>
    public void AddFinding(object finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        _findings.Add(finding);
    }

    /// <summary>Shows the token without its secrets.</summary>
    /// <returns>For example <c>TokenDraft { OAuthToken { … } }</c>.</returns>
    public override string ToString() => $"TokenDraft {{ {Token} }}";
}
