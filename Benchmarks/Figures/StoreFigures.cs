using Benchmarks.Contenders;
using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// The time that reading a token from a store adds to a call of an API, and its growth with the number of tokens.
/// </summary>
internal static class StoreFigures
{
    private const int Few = 100;

    // Reading from a store on a disk or over a network takes hundreds of microseconds.
    private static Effort ForStores(Effort effort) => effort.ForCalls with { SampleTime = effort.SampleTime * 20 };

    public static IEnumerable<Figure> Calls(Effort effort, Random random)
    {
        const string Group = "stores/a call";
        var stores = new Dictionary<string, FilledStore?>
        {
            ["memory"] = FilledStore.Memory(Few),
            ["files"] = FilledStore.Files(Few, sealing: false),
            ["sealed files"] = FilledStore.Files(Few, sealing: true),
            ["SQLite"] = FilledStore.Sqlite(Few),
            ["PostgreSQL"] = StoreServers.Postgres is { } postgres ? FilledStore.Postgres(postgres, Few) : null,
            ["Redis"] = StoreServers.Redis is { } redis ? FilledStore.Redis(redis, Few) : null,
        };
        Contender[] contenders =
        [
            .. from store in stores
               where store.Value is not null
               select StoredCalls.Of(store.Key, store.Value),
        ];
        var bare = ApiCalls.Flurl();
        var times = Measurement.Time(ForStores(effort), random, [bare, .. contenders]);
        foreach (var contender in contenders)
        {
            var ratio = times.Ratio(contender.Name, bare.Name);
            var microseconds = times.Difference(contender.Name, bare.Name) / 1000;
            yield return Figure.ForComparison($"{Group}, {contender.Name}, vs {bare.Name}", ratio);
            yield return Figure.ForComparison($"{Group}, {contender.Name}, adds", microseconds, "us");
        }
        foreach (var store in stores.Values)
            store?.Dispose();
    }

    public static IEnumerable<Figure> Sqlite(Effort effort, Random random) =>
        Growth("stores/SQLite", FilledStore.Sqlite, effort, random);

    public static IEnumerable<Figure> Postgres(Effort effort, Random random) =>
        StoreServers.Postgres is { } server
            ? Growth("stores/PostgreSQL", users => FilledStore.Postgres(server, users), effort, random)
            : [];

    public static IEnumerable<Figure> Redis(Effort effort, Random random) =>
        StoreServers.Redis is { } server
            ? Growth("stores/Redis", users => FilledStore.Redis(server, users), effort, random)
            : [];

    private static IEnumerable<Figure> Growth(
        string group, Func<int, FilledStore> fill, Effort effort, Random random)
    {
        const string One = "1 token";
        const string Some = "10,000 tokens";
        const string Many = "100,000 tokens";
        FilledStore[] stores = [fill(1), fill(10_000), fill(100_000)];
        var times = Measurement.Time(
            ForStores(effort),
            random,
            StoredCalls.Of(One, stores[0]),
            StoredCalls.Of(Some, stores[1]),
            StoredCalls.Of(Many, stores[2]));
        yield return Figure.ForComparison($"{group}, {Some} vs {One}", times.Ratio(Some, One));
        yield return Figure.AtMost($"{group}, {Many} vs {One}", 1.2, times.Ratio(Many, One));
        yield return Figure.ForComparison($"{group}, {One}", times.Median(One) / 1000, "us");
        foreach (var store in stores)
            store.Dispose();
    }
}
