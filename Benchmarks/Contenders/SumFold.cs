using Signals;

namespace Benchmarks.Contenders;

/// <summary>Adds up the answers of a send.</summary>
internal readonly struct SumFold : ISignalFold<int, int>
{
    public static bool Fold(ref int state, in SignalAnswer<int> answer)
    {
        state += answer.Value;
        return true;
    }
}
