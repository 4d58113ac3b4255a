using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>
/// Receivers that follow each other in connection order and in one array, and a send's position there.
/// </summary>
internal struct ReceiverRun
{
    public ConnectionArray Array;

    /// <summary>The index of the current receiver.</summary>
    public int Index;

    /// <summary>The index after the last receiver.</summary>
    public int End;

    /// <summary>Whether the current receiver has answered and the fold is running.</summary>
    public bool IsFolding;

    /// <summary>How many receivers were not called, because they had ended or were collected.</summary>
    public int SkippedCount;

    /// <summary>Whether the run met a collected receiver.</summary>
    public bool HasDead;

    public readonly Connection Current => Array.Items[Index];

    /// <summary>Counts the current receiver as not called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Skip()
    {
        SkippedCount++;
        HasDead |= !Current.IsEnded;
    }
}
