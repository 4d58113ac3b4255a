using OAuthClient.Internal;
using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>
/// Registers the program as a client of a provider (RFC 7591), once, and manages the registration (RFC 7592).
/// Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// The registration is kept in <see cref="RegistrationOptions.Store"/>, by the provider's issuer, the client's name and
/// its redirect URIs. It is registered under the store's lease, and stored before it is used: one registration however
/// many callers and machines.
/// </para>
/// <para>
/// Failures of the provider are an <see cref="OAuthException"/>, and so are those of the store
/// (<see cref="OAuthErrorCode.StoreFailed"/>).
/// </para>
/// </remarks>
public sealed class ClientRegistrar
{
    private static readonly TimeSpan Cooldown = TimeSpan.FromMinutes(1);
    private readonly OAuth2Provider _provider;
    private readonly TimeProvider _time;
    private readonly RegistrationStoreCalls _store;
    private readonly RegistrationReading _reading;
    private readonly RegistrationRun _run;
    private readonly RegistrationExpiry _expiry;
    private readonly RefusalMemory _refusals;
    private readonly Lock _lock = new();
    private Task<ClientRegistration>? _running;
    private long _renewsAgainAtTicks;

    /// <summary>Creates a registrar. It sends nothing yet.</summary>
    /// <param name="provider">The provider; it needs a <see cref="OAuth2Provider.RegistrationEndpoint"/>.</param>
    /// <param name="metadata">The facts about the client.</param>
    /// <param name="options">The store, the initial access token and the transport.</param>
    /// <exception cref="ArgumentException">A value cannot work; the message names it.</exception>
    public ClientRegistrar(
        OAuth2Provider provider, ClientMetadata metadata, RegistrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(metadata);
        options ??= new();
        options.ThrowIfInvalid();
        ThrowIfUnregistrable(provider);
        var method = RegistrationMethods.Choose(metadata, provider);
        ClientMetadataCheck.ThrowIfInvalid(metadata with { TokenEndpointAuthMethod = method });
        RegistrationMethods.ThrowIfUnknown(method, provider);
        _provider = provider;
        _time = options.Dance.Time;
        Key = new(provider.Identity, options.Client, metadata.RedirectUris);
        _store = new(options.Store ?? DanceDefaults.CreateRegistrationStore(), Key, options.Dance);
        _expiry = new(options.RenewEarly, _time);
        _refusals = new(_time);
        _reading = new(metadata, method, provider, _time);
        _run = new(new(provider, metadata, options), _store, _reading);
    }

    /// <summary>The key of the registration in the store.</summary>
    public RegistrationKey Key { get; }

    /// <summary>
    /// Gets the registration: the stored one, or a new one where there is none, or where the client secret has expired
    /// or expires soon.
    /// </summary>
    /// <remarks>
    /// A provider that manages registrations is asked for the current secret first. While a secret that expires soon
    /// cannot be renewed, the registration is returned as it is, and renewal is tried again after a minute. A provider
    /// that refuses to register is asked again after a minute, and one that is down after five seconds.
    /// </remarks>
    /// <param name="cancellationToken">Cancels this caller's wait; the registration goes on for other callers.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="OAuthException">
    /// The provider refused, gave no answer, or one that cannot be used; the store failed; or the stored registration
    /// lacks what this program needs, such as a grant type.
    /// </exception>
    public async Task<ClientRegistration> GetAsync(CancellationToken cancellationToken = default)
    {
        var stored = await _store.GetAsync(cancellationToken).ConfigureAwait(false);
        if (stored is null || !IsUsable(stored.Registration))
            return await Join().WaitAsync(cancellationToken).ConfigureAwait(false);
        _reading.ThrowIfUnfit(stored.Registration);
        return stored.Registration;
    }

    /// <summary>Gets the registration as <see cref="GetAsync"/> does, and puts it into the provider's value.</summary>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>The provider, to make dances with.</returns>
    /// <exception cref="OAuthException">As for <see cref="GetAsync"/>.</exception>
    public async Task<OAuth2Provider> GetProviderAsync(CancellationToken cancellationToken = default) =>
        _provider.WithRegistration(await GetAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Registers once more after the provider's token endpoint has refused a registration with <c>invalid_client</c>.
    /// </summary>
    /// <remarks>
    /// Of many callers with the same registration, on any machine, one registers; the others get the new one. Tokens
    /// belong to the former client id: users log in again. Do not call it for any other error, and not in a loop.
    /// </remarks>
    /// <param name="refused">The registration that was refused.</param>
    /// <param name="cancellationToken">Cancels the call, until a request is sent.</param>
    /// <returns>The registration that is stored now.</returns>
    /// <exception cref="OAuthException">As for <see cref="GetAsync"/>.</exception>
    public async Task<ClientRegistration> ReplaceAsync(
        ClientRegistration refused, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        var lease = await _store.LeaseAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            var stored = await _store.GetAsync(cancellationToken).ConfigureAwait(false);
            return stored is not null && !IsSameClient(stored.Registration, refused)
                ? stored.Registration
                : await _run.RegisterAsync(stored?.Version, lease).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the registration at the provider (RFC 7592 section 2.1), and stores it as it is there.</summary>
    /// <param name="cancellationToken">Cancels the call, until a request is sent.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="InvalidOperationException">
    /// No registration is stored, or the provider does not manage registrations.
    /// </exception>
    /// <exception cref="OAuthException">
    /// The provider refused, gave no answer, or one that cannot be used. A registration that is gone, answered with
    /// 401, is deleted from the store.
    /// </exception>
    public Task<ClientRegistration> ReadAsync(CancellationToken cancellationToken = default) =>
        ManageAsync(_run.ReadAsync, cancellationToken);

    /// <summary>
    /// Replaces the facts about the client at the provider by those of the registrar (RFC 7592 section 2.2): call it
    /// after a new version of the program has changed them.
    /// </summary>
    /// <remarks>
    /// Other redirect URIs are another key: a registrar with other redirect URIs registers another client.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the call, until a request is sent.</param>
    /// <returns>The registration, as the provider has it now.</returns>
    /// <exception cref="InvalidOperationException">As for <see cref="ReadAsync"/>.</exception>
    /// <exception cref="OAuthException">As for <see cref="ReadAsync"/>.</exception>
    public Task<ClientRegistration> UpdateAsync(CancellationToken cancellationToken = default) =>
        ManageAsync(_run.UpdateAsync, cancellationToken);

    /// <summary>
    /// Deletes the registration at the provider (RFC 7592 section 2.3) and in the store. Does nothing when none is
    /// stored; one that the provider has deleted already is no error.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call, until a request is sent.</param>
    /// <returns>A task that ends when the registration is deleted.</returns>
    /// <exception cref="InvalidOperationException">
    /// The provider does not manage registrations: call <see cref="ForgetAsync"/>.
    /// </exception>
    /// <exception cref="OAuthException">
    /// The provider refused or gave no answer, and the store keeps the registration; or the store failed.
    /// </exception>
    public async Task DeleteAsync(CancellationToken cancellationToken = default)
    {
        var lease = await _store.LeaseAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            if (await _store.GetAsync(cancellationToken).ConfigureAwait(false) is not { } stored)
                return;
            ThrowIfUnmanaged(stored.Registration);
            await _run.DeleteAsync(stored).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the registration in the store only. The provider keeps it.</summary>
    /// <param name="cancellationToken">Cancels the call, until a request is sent.</param>
    /// <returns>A task that ends when the registration is deleted.</returns>
    /// <exception cref="OAuthException">The store failed.</exception>
    public async Task ForgetAsync(CancellationToken cancellationToken = default) =>
        await _store.DeleteAsync(null, cancellationToken).ConfigureAwait(false);

    /// <summary>Shows the provider and the client.</summary>
    /// <returns>For example <c>ClientRegistrar { https://issuer.example, default }</c>.</returns>
    public override string ToString() => $"ClientRegistrar {{ {Key.Issuer}, {Key.Client} }}";

    private bool IsCoolingDown => _time.GetUtcNow().UtcTicks < Volatile.Read(ref _renewsAgainAtTicks);

    private bool IsUsable(ClientRegistration registration) =>
        _expiry.IsFresh(registration) || (_expiry.IsValid(registration) && IsCoolingDown);

    private Task<ClientRegistration> Join()
    {
        lock (_lock)
        {
            if (_running is null or { IsCompleted: true })
            {
                _running = Task.Run(ObtainAsync);
                HostDeadline.Observe(_running);
            }
            return _running;
        }
    }

    // Callers come and go, so no caller's cancellation ends it. Each of its waits has a deadline.
    private async Task<ClientRegistration> ObtainAsync()
    {
        var lease = await _store.LeaseAsync(CancellationToken.None).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            // Another machine may have registered meanwhile.
            var stored = await _store.GetAsync(CancellationToken.None).ConfigureAwait(false);
            if (stored is null)
                return await RegisterAsync(null, lease).ConfigureAwait(false);
            _reading.ThrowIfUnfit(stored.Registration);
            if (IsUsable(stored.Registration))
                return stored.Registration;
            try
            {
                return await RenewAsync(stored, lease).ConfigureAwait(false);
            }
            catch (OAuthException) when (_expiry.IsValid(stored.Registration))
            {
                Volatile.Write(ref _renewsAgainAtTicks, (_time.GetUtcNow() + Cooldown).UtcTicks);
                // An answer that was refused may have brought another secret.
                if (await _store.GetAsync(CancellationToken.None).ConfigureAwait(false) is { } kept)
                    return kept.Registration;
                throw;
            }
        }
    }

    private async Task<ClientRegistration> RenewAsync(StoredRegistration stored, RenewalLease lease)
    {
        _refusals.ThrowIfRecent();
        if (!stored.Registration.IsManaged)
            return await RegisterAsync(stored.Version, lease).ConfigureAwait(false);
        try
        {
            var read = await _run.ReadAsync(stored).ConfigureAwait(false);
            if (_expiry.IsKept(read, stored.Registration))
                return read;
        }
        // Users of a new client log in again, so only a client that is gone, or of no use, is replaced.
        catch (OAuthException failure) when (failure.Error.Status == 401 || !_expiry.IsValid(stored.Registration)) { }
        var current = await _store.GetAsync(CancellationToken.None).ConfigureAwait(false);
        return await RegisterAsync(current?.Version, lease).ConfigureAwait(false);
    }

    private async Task<ClientRegistration> RegisterAsync(long? replaced, RenewalLease lease)
    {
        _refusals.ThrowIfRecent();
        try
        {
            return await _run.RegisterAsync(replaced, lease).ConfigureAwait(false);
        }
        catch (OAuthException failure)
        {
            _refusals.Remember(failure);
            throw;
        }
    }

    private async Task<ClientRegistration> ManageAsync(
        Func<StoredRegistration, Task<ClientRegistration>> act, CancellationToken cancellationToken)
    {
        var lease = await _store.LeaseAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            var stored = await _store.GetAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException(
                    $"No registration at '{_provider.Name}' is stored: call GetAsync first.");
            ThrowIfUnmanaged(stored.Registration);
            return await act(stored).ConfigureAwait(false);
        }
    }

    private static bool IsSameClient(ClientRegistration one, ClientRegistration other) =>
        one.ClientId == other.ClientId && one.ClientSecret == other.ClientSecret;

    private void ThrowIfUnmanaged(ClientRegistration registration)
    {
        if (registration.IsManaged)
            return;
        throw new InvalidOperationException(
            $"The provider '{_provider.Name}' gave no address and token to manage the registration with (RFC 7592). "
            + "Change it on the provider's site; ForgetAsync deletes it here.");
    }

    private static void ThrowIfUnregistrable(OAuth2Provider provider)
    {
        if (provider.RegistrationEndpoint is null)
        {
            throw new ArgumentException(
                $"The provider '{provider.Name}' has no RegistrationEndpoint. Register the program on the provider's site, "
                + "and set ClientId to what it gives you.",
                nameof(provider));
        }
        SafeUrl.CheckEndpoint(
            provider.Name, nameof(provider.RegistrationEndpoint), provider.RegistrationEndpoint, provider.Allow);
    }
}
