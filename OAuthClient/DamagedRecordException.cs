namespace OAuthClient;

/// <summary>
/// A store found a record that it cannot trust: cut off, changed, moved from the place of another record, or sealed
/// with a key that the store does not have.
/// </summary>
/// <remarks>A damaged record is never treated as a missing one. The message holds no part of the record.</remarks>
public sealed class DamagedRecordException : Exception
{
    /// <summary>Makes the exception with a general message.</summary>
    public DamagedRecordException() : this("A stored record is damaged.") { }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">The fault of the record, and what to do about it; no part of the record itself.</param>
    public DamagedRecordException(string message) : base(message) { }

    /// <summary>Makes the exception with a message and the exception that caused it.</summary>
    /// <param name="message">The fault of the record, and what to do about it; no part of the record itself.</param>
    /// <param name="innerException">The exception that caused this one.</param>
    public DamagedRecordException(string message, Exception innerException) : base(message, innerException) { }
}
