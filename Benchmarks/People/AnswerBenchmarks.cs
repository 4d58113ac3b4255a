using BenchmarkDotNet.Attributes;
using Benchmarks.Contenders;

namespace Benchmarks.People;

/// <summary>A send whose answers are summed.</summary>
[MemoryDiagnoser]
public class AnswerBenchmarks
{
    private const int Times = 1000;
    private Contender? _ours;
    private Contender? _loop;
    private Contender? _messenger;

    [Params(1, 8, 100)]
    public int Receivers { get; set; }

    [GlobalSetup]
    public void Setup() => (_ours, _loop, _messenger) = (Ours.Ask(Receivers), RawLoops.Ask(Receivers), Messengers.Ask(Receivers));

    [Benchmark(Baseline = true, OperationsPerInvoke = Times)]
    public void FuncLoop() => _loop!.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void Signals() => _ours!.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void CollectionRequestMessage() => _messenger!.Sends(0, Times);
}
