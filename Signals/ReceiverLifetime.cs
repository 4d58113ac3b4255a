namespace Signals;

/// <summary>How long a signal keeps a receiver. The default of the enum is <see cref="Strong"/>.</summary>
public enum ReceiverLifetime
{
    /// <summary>Until its connection is disposed: lambdas, local functions, static methods and Rx observers.</summary>
    Strong,

    /// <summary>
    /// As long as the object whose method the receiver is: method groups of objects. The signal does not keep that
    /// object alive.
    /// </summary>
    Weak,

    /// <summary>
    /// As long as the owner that was named for the connection. The signal does not keep the owner alive.
    /// </summary>
    Owned,
}
