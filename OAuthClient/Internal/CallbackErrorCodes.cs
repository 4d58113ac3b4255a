namespace OAuthClient.Internal;

/// <summary>The error codes of a callback that finds no pending dance, or may not finish it.</summary>
internal sealed record CallbackErrorCodes
{
    /// <summary>The callback does not name a pending dance.</summary>
    public required string Missing { get; init; }

    /// <summary>No pending dance has the name.</summary>
    public required string Unknown { get; init; }

    public required string Expired { get; init; }

    /// <summary>Another callback took the dance before.</summary>
    public required string Reused { get; init; }

    public required string WrongBrowser { get; init; }
}
