namespace Signals.Receivers;

/// <summary>How a send calls the delegate.</summary>
internal enum CallKind : byte
{
    /// <summary>The delegate is not async.</summary>
    Sync,

    /// <summary>The delegate returns a value task.</summary>
    Async,

    /// <summary>The delegate takes a cancellation token and returns a value task.</summary>
    AsyncWithToken,
}
