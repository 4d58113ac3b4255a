using System.Text;

namespace OAuthClient.Internal;

/// <summary>
/// Writes an exchange with the provider: a name a line, with its value if <see cref="HarmlessParameters"/> knows it and
/// it holds none of the secrets. Not thread-safe.
/// </summary>
internal sealed class RedactedText(IEnumerable<string> secrets)
{
    private const string Mask = "***";

    // A shorter secret would hide words by chance, and is shown by no value of a known shape.
    private const int MinSecretLength = 4;

    // Any website can write a callback with many parameters.
    private const int MaxLines = 200;
    private readonly string[] _secrets = [.. secrets.Where(secret => secret.Length >= MinSecretLength)];
    private readonly StringBuilder _text = new();
    private int _lineCount;

    /// <summary>Writes a line of the library's own words.</summary>
    public RedactedText WriteLine(string line)
    {
        if (++_lineCount > MaxLines + 1)
            return this;
        if (_lineCount > 1)
            _text.Append('\n');
        _text.Append(_lineCount > MaxLines ? "  …" : line);
        return this;
    }

    public RedactedText WriteParameters(IEnumerable<(string Name, string Value)> parameters)
    {
        foreach (var (name, value) in parameters)
            WriteParameter("", name, value);
        return this;
    }

    /// <summary>Writes a parameter.</summary>
    /// <param name="path">The names of the objects that it is nested in, each with a point after it.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public void WriteParameter(string path, string name, string value) =>
        WriteLine($"  {path}{ShowName(name)} = {ShowValue(name, value)}");

    public RedactedText WriteHeaders(IEnumerable<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
            WriteLine($"  {ShowName(name)}: {ShowHeader(name, value)}");
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>A name that can only be a name; a placeholder for any other.</summary>
    public string ShowName(string name) => ValueShape.Name(name) is { } shown && !HoldsSecret(shown) ? shown : Mask;

    // An address is shown without its query, in which a redirect URI may have the state.
    private string ShowValue(string name, string value) =>
        HarmlessParameters.Show(name, value) is { } shown && (HarmlessParameters.IsAddress(name) || !HoldsSecret(shown))
            ? shown
            : Mask;

    // The scheme comes before the credentials or the challenge.
    private string ShowHeader(string name, string value)
    {
        if (!name.EndsWith("Authorization", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith("Authenticate", StringComparison.OrdinalIgnoreCase))
        {
            return ShowValue(name, value);
        }
        var end = value.IndexOf(' ', StringComparison.Ordinal);
        return end > 0 ? $"{ShowName(value[..end])} {Mask}" : Mask;
    }

    private bool HoldsSecret(string text) =>
        Array.Exists(_secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
}
