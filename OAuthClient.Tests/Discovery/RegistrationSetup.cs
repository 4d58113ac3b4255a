using Microsoft.Extensions.Time.Testing;
using OAuthClient.Discovery;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using Signals;

namespace OAuthClient.Tests.Discovery;

/// <summary>The setup of one test: a server, a store, a clock, and registrars of as many machines as wanted.</summary>
internal sealed class RegistrationSetup(RegistrationServer? server = null)
{
    public const string RedirectUri = "https://app.example/callback";

    public static readonly ClientMetadata Metadata = new() { ClientName = "Bank", RedirectUris = [RedirectUri] };

    public static readonly OAuth2Provider Provider = new()
    {
        Name = "issuer",
        Issuer = RegistrationServer.Issuer,
        AuthorizationEndpoint = $"{RegistrationServer.Issuer}/authorize",
        TokenEndpoint = $"{RegistrationServer.Issuer}/token",
        RegistrationEndpoint = RegistrationServer.Endpoint,
        Scopes = ["read", "write"],
    };

    public RegistrationServer Server { get; } = server ?? new();

    public MemoryRegistrationStore Store { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public RegistrationOptions Options => new()
    {
        Store = Store,
        Dance = new() { Http = Server, Time = Time, Signals = new SignalRegistry(strict: false) },
    };

    /// <summary>Creates the registrar of another machine or of another version of the program.</summary>
    public ClientRegistrar Create(
        Func<ClientMetadata, ClientMetadata>? metadata = null,
        Func<RegistrationOptions, RegistrationOptions>? options = null,
        Func<OAuth2Provider, OAuth2Provider>? provider = null) => new(
        provider?.Invoke(Provider) ?? Provider,
        metadata?.Invoke(Metadata) ?? Metadata,
        options?.Invoke(Options) ?? Options);

    /// <summary>Sets when the secrets expire that the server gives from now on.</summary>
    public void ExpireSecretsIn(TimeSpan lifetime)
    {
        var end = (Time.GetUtcNow() + lifetime).ToUnixTimeSeconds();
        Server.Change = answer => answer["client_secret_expires_at"] = end;
    }

    public async Task<ClientRegistration?> ReadStoreAsync(ClientRegistrar registrar) =>
        (await Store.GetAsync(registrar.Key))?.Registration;
}
