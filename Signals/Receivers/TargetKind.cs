namespace Signals.Receivers;

/// <summary>The kind of object that a delegate's target is.</summary>
internal enum TargetKind
{
    /// <summary>An object of a class in source code, written by a person or a source generator.</summary>
    Object,

    /// <summary>The compiler's object for lambdas that capture nothing; it is never collected.</summary>
    NonCapturingClosure,

    /// <summary>The compiler's object for lambdas that capture variables; only the lambdas refer to it.</summary>
    CapturingClosure,
}
