namespace OAuthClient.Internal;

/// <summary>The error codes of a callback that finds no pending dance, or may not finish it.</summary>
internal sealed record CallbackErrorCodes
{
    /// <summary>The callback does not name a pending dance.</summary>
    public required string IdMissing { get; init; }

    /// <summary>No pending dance has the id that the callback names.</summary>
    public required string IdUnknown { get; init; }

    public required string Expired { get; init; }

    /// <summary>Another callback has taken the pending dance already.</summary>
    public required string Reused { get; init; }

    public required string WrongBrowser { get; init; }
}
