namespace Benchmarks.Contenders.Client;

/// <summary>The servers that stores need. What is not named in the environment is not measured, and that is said.</summary>
internal static class StoreServers
{
    public static string? Postgres { get; } = Named("BENCH_POSTGRES", "a connection string of a server; it gets databases of its own");

    public static string? Redis { get; } = Named("BENCH_REDIS", "host:port of a server that may be filled");

    private static string? Named(string variable, string what)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
            Console.Error.WriteLine($"not measured: set {variable} to {what}");
        return value;
    }
}
