namespace OAuthHarness.Prove;

/// <summary>The ways in which a call that the client makes can fail, or be disturbed.</summary>
internal enum FaultKind
{
    /// <summary>The call throws before it does anything.</summary>
    Throws,

    /// <summary>The call waits a few seconds and throws. Nothing is done.</summary>
    ThrowsLate,

    /// <summary>The call does its work and throws.</summary>
    DoesAndThrows,

    /// <summary>The call does nothing, never ends, and ignores its cancellation.</summary>
    Hangs,

    /// <summary>The call does its work and never ends.</summary>
    DoesAndHangs,

    /// <summary>The call throws an <see cref="OperationCanceledException"/>, though nothing was cancelled.</summary>
    ThrowsCancelled,

    /// <summary>The caller of the client cancels at this call, which goes on.</summary>
    CallerCancels,

    /// <summary>Another machine does the same as the client, at this call.</summary>
    RivalDoesTheSame,

    /// <summary>The user signs out on another machine, at this call.</summary>
    RivalSignsOut,
}
