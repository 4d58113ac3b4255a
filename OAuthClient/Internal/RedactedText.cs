using System.Text;

namespace OAuthClient.Internal;

/// <summary>
/// Writes an exchange with the provider: a name a line, with its value if <see cref="HarmlessParameters"/> knows it. A
/// text that is masked in one line is shown in no other. Not thread-safe.
/// </summary>
internal sealed class RedactedText
{
    private const string Mask = "***";

    // Any website can write a callback with many parameters.
    private const int MaxLines = 200;
    private readonly HiddenTexts _hidden = new();
    private readonly List<Func<string>> _lines = [];
    private readonly string? _redirectAddress;

    /// <param name="secrets">The known secrets.</param>
    /// <param name="redirectUri">The dance's redirect URI. Other addresses are shown only if they are loopback.</param>
    public RedactedText(IEnumerable<Secret> secrets, string? redirectUri)
    {
        foreach (var secret in secrets)
            _hidden.Add(secret.Reveal());
        _redirectAddress = redirectUri is null ? null : WithoutQuery(redirectUri);
    }

    /// <summary>Writes a line of the library's own words.</summary>
    public RedactedText WriteLine(string line)
    {
        _lines.Add(() => line);
        return this;
    }

    public RedactedText WriteParameters(IEnumerable<(string Name, string Value)> parameters)
    {
        foreach (var (name, value) in parameters)
            WriteParameter([], name, value);
        return this;
    }

    /// <summary>Writes a parameter.</summary>
    /// <param name="path">The names of the objects that it is nested in.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public void WriteParameter(IReadOnlyList<string> path, string name, string value)
    {
        foreach (var outer in path)
            HideUnlessName(outer);
        Hide(name, value);
        _lines.Add(() =>
            $"  {string.Concat(path.Select(outer => $"{ShowName(outer)}."))}{ShowName(name)} = {ShowValue(name, value)}");
    }

    public RedactedText WriteHeaders(IEnumerable<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
        {
            HideHeader(name, value);
            _lines.Add(() => $"  {ShowName(name)}: {ShowHeader(name, value)}");
        }
        return this;
    }

    /// <summary>Shows the lines. The masked texts of all lines are known only now.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().AppendJoin('\n', _lines.Take(MaxLines).Select(line => line()));
        return _lines.Count > MaxLines ? $"{text}\n  …" : text.ToString();
    }

    /// <summary>A name that can only be a name; a placeholder for any other.</summary>
    public string ShowName(string name)
    {
        var isName = HarmlessParameters.IsName(name) || (ValueShape.Name(name) is not null && !_hidden.IsHeldIn(name));
        return isName ? name : Mask;
    }

    // The redirect URI is the host's own: the first line of a callback has it.
    private string ShowValue(string name, string value)
    {
        if (HarmlessParameters.IsAddress(name))
            return IsRedirectUri(value) ? WithoutQuery(value) : Mask;
        return HarmlessParameters.Show(name, value) is { } shown && !_hidden.IsHeldIn(shown) ? shown : Mask;
    }

    // The scheme comes before the credentials or the challenge.
    private string ShowHeader(string name, string value)
    {
        if (!IsCredentials(name))
            return ShowValue(name, value);
        var end = value.IndexOf(' ', StringComparison.Ordinal);
        return end > 0 ? $"{ShowName(value[..end])} {Mask}" : Mask;
    }

    private void Hide(string name, string value)
    {
        HideUnlessName(name);
        var shown = HarmlessParameters.IsAddress(name) && IsRedirectUri(value)
            ? WithoutQuery(value)
            : HarmlessParameters.Show(name, value);
        // The query of the redirect URI may have the state.
        if (shown != value)
            _hidden.Add(value);
    }

    private void HideHeader(string name, string value)
    {
        if (!IsCredentials(name))
            Hide(name, value);
        else
            _hidden.AddText(value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }

    private void HideUnlessName(string name)
    {
        if (ValueShape.Name(name) is null)
            _hidden.Add(name);
    }

    // A native program's login has an address of its own, with the port that was free.
    private bool IsRedirectUri(string value) => WithoutQuery(value) == _redirectAddress || IsLoopback(value);

    private static bool IsLoopback(string value) =>
        Uri.TryCreate(WithoutQuery(value), UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp
        && Loopback.IsHost(uri)
        && uri.UserInfo.Length == 0;

    private static bool IsCredentials(string header) =>
        header.EndsWith("Authorization", StringComparison.OrdinalIgnoreCase)
        || header.EndsWith("Authenticate", StringComparison.OrdinalIgnoreCase);

    private static string WithoutQuery(string address) => address.Split('?', '#')[0];
}
