namespace OAuthClient.Keychain;

/// <summary>The keychain of the user's system gave no key. The message says what to do.</summary>
public sealed class KeychainException : Exception
{
    /// <summary>Makes the exception with a general message.</summary>
    public KeychainException() : this("The keychain gave no key.") { }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">The failure, and what to do about it.</param>
    public KeychainException(string message) : base(message) { }

    /// <summary>Makes the exception with a message and the exception that caused it.</summary>
    /// <param name="message">The failure, and what to do about it.</param>
    /// <param name="innerException">The exception that caused this one.</param>
    public KeychainException(string message, Exception innerException) : base(message, innerException) { }

    internal KeychainException(KeychainFailure reason, string message, Exception? inner = null)
        : base(message, inner) => Reason = reason;

    /// <summary>Why the keychain gave no key, for programs that choose another place for the key.</summary>
    /// <value>The default is <see cref="KeychainFailure.Unavailable"/>.</value>
    public KeychainFailure Reason { get; }
}
