namespace OAuthClient;

/// <summary>
/// A store found a record that it cannot trust: cut off, changed, of another place, or sealed with a key that the store
/// does not have.
/// </summary>
/// <remarks>Such a record is never taken for an empty place. The message holds no part of the record.</remarks>
public sealed class DamagedRecordException : Exception
{
    /// <summary>Makes the exception with a general message.</summary>
    public DamagedRecordException() : this("A stored record is damaged.") { }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">The fault, and what to do about it; no part of the record.</param>
    public DamagedRecordException(string message) : base(message) { }

    /// <summary>Makes the exception with the one that caused it.</summary>
    /// <param name="message">The fault, and what to do about it; no part of the record.</param>
    /// <param name="innerException">The cause.</param>
    public DamagedRecordException(string message, Exception innerException) : base(message, innerException) { }
}
