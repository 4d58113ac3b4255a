namespace Benchmarks.Contenders.Client;

/// <summary>
/// The servers that stores need, named in the environment. A store without a server is not measured, and stderr says
/// so.
/// </summary>
internal static class StoreServers
{
    public static string? Postgres { get; } = ReadEnvironmentVariable(
        "BENCH_POSTGRES", "a connection string of a server; it gets databases of its own");

    public static string? Redis { get; } = ReadEnvironmentVariable(
        "BENCH_REDIS", "host:port of a server that may be filled");

    private static string? ReadEnvironmentVariable(string variable, string expected)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
            Console.Error.WriteLine($"not measured: set {variable} to {expected}");
        return value;
    }
}
