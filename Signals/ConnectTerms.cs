namespace Signals;

internal enum Hold
{
    ByKind,
    Strongly,
    Weakly,
}

/// <summary>What was said about a connection besides its receiver.</summary>
internal readonly record struct ConnectTerms(object? Sender, object? Owner, Hold Hold, string? ConnectedAt)
{
    public ConnectTerms At(string? file, int line) =>
        string.IsNullOrEmpty(file) ? this : this with { ConnectedAt = $"{Path.GetFileName(file.Replace('\\', '/'))}:{line}" };
}
