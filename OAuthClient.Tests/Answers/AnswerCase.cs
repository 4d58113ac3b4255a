using System.Globalization;
using System.Net;
using System.Text;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Answers;

/// <summary>
/// An answer of a token endpoint, read from errors.txt or tokens.txt, with the options of the provider and the expected
/// result. The head of each file describes the format of the file.
/// </summary>
public sealed class AnswerCase(string name)
{
    private readonly List<(string Key, string Value)> _lines = [];

    public string Name => name;

    public string? this[string key] =>
        _lines.Where(line => line.Key == key).Select(line => line.Value).SingleOrDefault();

    public int Status => int.Parse(this["status"] ?? "200", CultureInfo.InvariantCulture);

    public IEnumerable<string> Keys => _lines.Select(line => line.Key);

    public static IEnumerable<AnswerCase> ReadTable(string table)
    {
        AnswerCase? current = null;
        var lines = Repository.Read($"OAuthClient.Tests/Answers/{table}").Split('\n');
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
            {
                current!.AddLine(line.Trim());
                continue;
            }
            if (current is not null)
                yield return current;
            current = new(line);
        }
        yield return current!;
    }

    /// <summary>
    /// Creates a setup whose provider has the options of this case and sends the answer of this case.
    /// </summary>
    internal DanceSetup CreateSetup()
    {
        var setup = new DanceSetup(
            this["protocol"] == "OAuth1" ? Protocol.OAuth1 : Protocol.OAuth2, provider: ConfigureProvider);
        setup.Provider.TokenAnswer = _ => CreateAnswer();
        return setup;
    }

    public override string ToString() => name;

    private HttpResponseMessage CreateAnswer()
    {
        var body = (this["bom"] is null ? "" : "\uFEFF") + this["body"];
        var answer = new HttpResponseMessage((HttpStatusCode)Status)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        if (this["content-type"] is { } type)
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var header in _lines.Where(line => line.Key == "header").Select(line => line.Value.Split(": ", 2)))
            answer.Headers.TryAddWithoutValidation(header[0], header[1]);
        return answer;
    }

    private OAuth2Provider ConfigureProvider(OAuth2Provider provider) => provider with
    {
        Scopes = this["asked"]?.Split(' ') ?? [],
        ScopeJoiner = this["joiner"] ?? " ",
        Quirks = new()
        {
            TokenEnvelope = this["envelope"],
            FieldNames = (this["names"]?.Split(' ') ?? [])
                .Select(pair => pair.Split('='))
                .ToDictionary(pair => pair[0], pair => pair[1]),
            BearerTypes = this["bearer"]?.Split(", ") ?? [],
            ZeroMeansNoExpiry = this["zero"] == "no expiry",
        },
    };

    private void AddLine(string line)
    {
        if (line[0] == '|')
        {
            _lines[^1] = (_lines[^1].Key, $"{_lines[^1].Value}\n{line[1..]}");
            return;
        }
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        _lines.Add((line[..colon], line[(colon + 1)..].Trim()));
    }
}
