using BenchmarkDotNet.Attributes;
using Benchmarks.Contenders;

namespace Benchmarks.People;

/// <summary>A send that nobody answers.</summary>
[MemoryDiagnoser]
public class SendBenchmarks
{
    private const int Times = 1000;
    private Dictionary<string, Contender> _contenders = [];

    [Params(1, 8, 100)]
    public int Receivers { get; set; }

    [GlobalSetup]
    public void Setup() => _contenders = new[] { Ours.Tell(Receivers), RawLoops.Tell(Receivers), Messengers.Tell(Receivers) }
        .Concat(StrongPeers.Tell(Receivers)).ToDictionary(contender => contender.Name);

    [Benchmark(Baseline = true, OperationsPerInvoke = Times)]
    public void DelegateLoop() => Send(RawLoops.Telling);

    [Benchmark(OperationsPerInvoke = Times)]
    public void Signals() => Send(Contender.Ours);

    [Benchmark(OperationsPerInvoke = Times)]
    public void Event() => Send(StrongPeers.Event);

    [Benchmark(OperationsPerInvoke = Times)]
    public void RxSubject() => Send(StrongPeers.Rx);

    [Benchmark(OperationsPerInvoke = Times)]
    public void R3Subject() => Send(StrongPeers.R3);

    [Benchmark(OperationsPerInvoke = Times)]
    public void WeakReferenceMessenger() => Send(Messengers.Telling);

    private void Send(string name) => _contenders[name].Sends(0, Times);
}
