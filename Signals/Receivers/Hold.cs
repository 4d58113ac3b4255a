namespace Signals.Receivers;

/// <summary>How a connection holds its receiver.</summary>
internal enum Hold : byte
{
    /// <summary>The delegate, strongly.</summary>
    Strong,

    /// <summary>
    /// The delegate, weakly; a <see cref="KeepAliveTable"/> keeps the delegate alive as long as its object or owner.
    /// </summary>
    Closed,

    /// <summary>The target, weakly, and strongly the thunk: the static lambda that all targets share.</summary>
    Open,
}
