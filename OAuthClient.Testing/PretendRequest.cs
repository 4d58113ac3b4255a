using System.Text.Json;

namespace OAuthClient.Testing;

/// <summary>A request as it reached a pretend provider, before anything was decoded.</summary>
/// <remarks>It prints without its secrets. Immutable.</remarks>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Method">The method.</param>
/// <param name="Url">The address, as it was on the wire.</param>
public sealed record PretendRequest(PretendEndpoint Endpoint, string Method, string Url)
{
    /// <summary>The Authorization header; null without one.</summary>
    public string? Authorization { get; init; }

    /// <summary>The media type of the body; null without one.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body; empty without one.</summary>
    public string Body { get; init; } = "";

    /// <summary>The parameters of the query.</summary>
    public IReadOnlyList<(string Name, string Value)> Query
    {
        get
        {
            var questionMark = Url.IndexOf('?', StringComparison.Ordinal);
            return WireFormat.Pairs(questionMark < 0 ? "" : Url[(questionMark + 1)..]);
        }
    }

    /// <summary>The parameters of the body, if it is a form.</summary>
    public IReadOnlyList<(string Name, string Value)> Form => IsForm ? WireFormat.Pairs(Body) : [];

    /// <summary>The parameters of the body, if it is a JSON object.</summary>
    public IReadOnlyList<(string Name, string Value)> Json
    {
        get
        {
            if (ContentType != "application/json")
                return [];
            using var body = JsonDocument.Parse(Body);
            return [.. body.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.ToString()))];
        }
    }

    /// <summary>The bytes of the body, of which <see cref="Body"/> is the text.</summary>
    internal byte[] Octets { get; init; } = [];

    /// <summary>The header If-None-Match; null without one.</summary>
    internal string? IfNoneMatch { get; init; }

    internal bool IsForm =>
        ContentType?.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>The only value of that name in the form, the JSON and the query.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The value; null when there is none, or more than one.</returns>
    public string? this[string name]
    {
        get
        {
            var values = Form.Concat(Json).Concat(Query).Where(pair => pair.Name == name).Select(pair => pair.Value);
            return values.ToArray() is [var only] ? only : null;
        }
    }

    /// <summary>The method and the address, without the query.</summary>
    /// <returns>For example <c>POST https://pretend.example/token</c>.</returns>
    public override string ToString() => $"{Method} {Url.Split('?')[0]}";
}
