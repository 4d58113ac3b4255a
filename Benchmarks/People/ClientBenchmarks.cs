using BenchmarkDotNet.Attributes;
using Benchmarks.Contenders;
using Benchmarks.Contenders.Client;

namespace Benchmarks.People;

/// <summary>A call of an API, its signature, and a whole login, answered from memory.</summary>
[MemoryDiagnoser]
public class ClientBenchmarks
{
    private const int Times = 10;
    private readonly Contender _flurl = ApiCalls.Flurl();
    private readonly Contender _session = ApiCalls.Session();
    private readonly Contender _httpClient = ApiCalls.HttpClient();
    private readonly Contender _handler = ApiCalls.Handler();
    private readonly Contender _dance = Login.Dancing();
    private readonly Contender _oidcClient = OidcClients.Dance(OidcClients.Told);
    private readonly Contender _signature = SignedCalls.Ours(isMadeAnew: false);
    private readonly Contender _restSharp = SignedCalls.Theirs(isMadeAnew: false);

    [Benchmark(OperationsPerInvoke = Times)]
    public void FlurlWithHeader() => _flurl.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void Session() => _session.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void HttpClientWithHeader() => _httpClient.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void Handler() => _handler.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void Dance() => _dance.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void OidcClientDance() => _oidcClient.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void Signature() => _signature.Sends(0, Times);

    [Benchmark(OperationsPerInvoke = Times)]
    public void RestSharpSignature() => _restSharp.Sends(0, Times);
}
