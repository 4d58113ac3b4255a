using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Neighbors in connection order that are in one array, and how far a send has got with them.</summary>
internal struct ReceiverRun
{
    public ConnectionArray Array;

    /// <summary>The place of the receiver whose turn it is.</summary>
    public int Index;

    /// <summary>The place behind the last.</summary>
    public int End;

    /// <summary>Whether the receiver at that place has answered, and the fold is at work.</summary>
    public bool IsFolding;

    /// <summary>How many of them had ended or were dead, and so were not called.</summary>
    public int SkippedCount;

    /// <summary>Whether some of them were dead.</summary>
    public bool HasDead;

    public readonly Connection Current => Array.Items[Index];

    /// <summary>Notes that the current one could not be called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Skip()
    {
        SkippedCount++;
        HasDead |= !Current.IsEnded;
    }
}
