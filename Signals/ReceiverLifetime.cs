namespace Signals;

/// <summary>How long a signal keeps a receiver. The default of the enum is <see cref="Strong"/>.</summary>
public enum ReceiverLifetime
{
    /// <summary>
    /// Until its connection is disposed. So are held: lambdas, local functions, static methods, Rx observers.
    /// </summary>
    Strong,

    /// <summary>
    /// As long as the object whose method it is; the signal does not keep that object alive. So are held: method groups
    /// of objects.
    /// </summary>
    Weak,

    /// <summary>
    /// As long as the owner that was named when connecting; the signal does not keep the owner alive.
    /// </summary>
    Owned,
}
