namespace OAuthClient;

/// <summary>
/// A store found a record that it cannot trust: cut off, changed, of another place, or sealed with a key that it does not have. It is never
/// taken for an empty place. The message holds no part of the record.
/// </summary>
public sealed class DamagedRecordException : Exception
{
    /// <summary>Makes one.</summary>
    public DamagedRecordException() : this("A stored record is damaged.") { }

    /// <summary>Makes one that says what is wrong.</summary>
    /// <param name="message">What is wrong, and what to do; no part of the record.</param>
    public DamagedRecordException(string message) : base(message) { }

    /// <summary>Makes one that says what is wrong, and what came of it first.</summary>
    /// <param name="message">What is wrong, and what to do; no part of the record.</param>
    /// <param name="innerException">What came first.</param>
    public DamagedRecordException(string message, Exception innerException) : base(message, innerException) { }
}
