using Microsoft.Extensions.Logging;

namespace OAuthClient.Tests;

/// <summary>An entry of a log.</summary>
internal sealed record LogEntry(string Category, LogLevel Level, EventId Id, string Text, Exception? Exception)
{
    /// <summary>The scopes of the entry, and the values of the entry, each with its name.</summary>
    public required IReadOnlyDictionary<string, object?> Fields { get; init; }

    public string Scope => string.Join(' ', Fields.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>Shows the event and the level.</summary>
    public string Summary => $"{Id.Id} {Id.Name} {Level}";
}
