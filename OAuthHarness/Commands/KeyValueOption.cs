using System.CommandLine;

namespace OAuthHarness.Commands;

/// <summary>An option that may be given many times, each with a name and a value.</summary>
internal sealed class KeyValueOption
{
    private readonly char _separator;

    public KeyValueOption(string name, string description, char separator = '=')
    {
        _separator = separator;
        Option = new(name) { Description = description, HelpName = $"NAME{separator}VALUE" };
        Option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf(separator) <= 0))
                result.AddError($"{name} is '{token.Value}'; write NAME{separator}VALUE.");
        });
    }

    public Option<string[]> Option { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Read(ParseResult parsed) =>
    [
        .. from text in parsed.GetValue(Option) ?? []
           let at = text.IndexOf(_separator)
           select KeyValuePair.Create(text[..at].Trim(), text[(at + 1)..].TrimStart()),
    ];
}
