using OAuthClient;
using OAuthClient.Storage;

namespace OAuthHarness.Profiles;

/// <summary>The stores of tokens and of registrations that one place holds.</summary>
internal sealed record OpenedStore(ITokenStore Tokens, IRegistrationStore Registrations);

/// <summary>Opens a store of a kind.</summary>
/// <param name="place">Where it is, such as a connection string.</param>
/// <param name="seal">The seal of its records.</param>
/// <param name="cancellationToken">Cancels the opening.</param>
internal delegate Task<OpenedStore> StoreOpener(string place, StoreSeal seal, CancellationToken cancellationToken);

/// <summary>
/// The kinds of stores that need a package. A build without the folder of databases has none of them: Entity Framework
/// Core does not compile to native code.
/// </summary>
internal static class StoreKinds
{
    public static readonly string[] Known = ["files", "memory", "sqlite", "postgresql", "redis"];

    private static readonly Dictionary<string, StoreOpener> Openers = new()
    {
        ["redis"] = RedisStore.OpenAsync,
    };

    public static void Add(string kind, StoreOpener opener) => Openers[kind] = opener;

    public static StoreOpener? Find(string kind) => Openers.GetValueOrDefault(kind);
}
