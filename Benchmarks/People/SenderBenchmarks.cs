using BenchmarkDotNet.Attributes;
using Benchmarks.Contenders;

namespace Benchmarks.People;

/// <summary>A send by one of many senders, each with one receiver.</summary>
[MemoryDiagnoser]
public class SenderBenchmarks
{
    private const int Times = 100;
    private Contender? _ours;
    private Contender? _lookup;
    private Contender? _messenger;

    [Params(10, 10_000)]
    public int Senders { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var senders = Sender.Shuffled(Senders);
        (_ours, _lookup, _messenger) = (Ours.TellOneOf(senders), StrongPeers.TellOneOf(senders), Messengers.TellOneOf(senders));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Times)]
    public void StrongDictionary() => _lookup!.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void Signals() => _ours!.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void WeakReferenceMessengerToken() => _messenger!.Sends(0, Times);
}
