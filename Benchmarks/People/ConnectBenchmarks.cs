using BenchmarkDotNet.Attributes;
using Benchmarks.Contenders;

namespace Benchmarks.People;

/// <summary>Connecting and disconnecting again.</summary>
[MemoryDiagnoser]
public class ConnectBenchmarks
{
    private const int Times = 1000;
    private Contender? _ours;
    private Contender? _open;
    private Contender? _messenger;

    [Params(0, 1000)]
    public int Others { get; set; }

    [GlobalSetup]
    public void Setup() =>
        (_ours, _open, _messenger) = (Ours.Connect("method group", Others, open: false), Ours.Connect("open", Others, open: true), Messengers.Connect(Others));

    [Benchmark(OperationsPerInvoke = Times)]
    public void MethodGroup() => _ours!.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void Open() => _open!.Sends(0, Times);

    [Benchmark(Baseline = true, OperationsPerInvoke = Times)]
    public void WeakReferenceMessenger() => _messenger!.Sends(0, Times);
}
