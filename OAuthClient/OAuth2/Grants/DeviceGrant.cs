using OAuthClient.Internal;

namespace OAuthClient.OAuth2.Grants;

/// <summary>
/// The device authorization grant (RFC 8628): the user logs in on another device, with a code that this program shows.
/// Immutable.
/// </summary>
/// <remarks>
/// <see cref="OAuthDance.GrantAsync"/> waits until the user has answered or the code has expired. Cancel it with its
/// cancellation token. It needs <see cref="OAuth2Provider.DeviceAuthorizationEndpoint"/>.
/// </remarks>
public sealed class DeviceGrant : OAuth2Grant
{
    private readonly Func<DeviceCode, CancellationToken, ValueTask> _show;

    /// <summary>Creates the grant.</summary>
    /// <param name="show">Shows the code to the user, and returns at once. An exception ends the login.</param>
    public DeviceGrant(Func<DeviceCode, CancellationToken, ValueTask> show)
    {
        ArgumentNullException.ThrowIfNull(show);
        _show = show;
    }

    /// <summary>Creates the grant.</summary>
    /// <param name="show">Shows the code to the user, and returns at once. An exception ends the login.</param>
    public DeviceGrant(Action<DeviceCode> show)
    {
        ArgumentNullException.ThrowIfNull(show);
        _show = (code, _) =>
        {
            show(code);
            return default;
        };
    }

    /// <inheritdoc/>
    public override string GrantType => "urn:ietf:params:oauth:grant-type:device_code";

    /// <inheritdoc/>
    public override string Name => "device";

    /// <inheritdoc/>
    public override void Check(OAuth2Provider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        if (provider.DeviceAuthorizationEndpoint is null)
        {
            throw new InvalidOperationException(
                $"'{provider.Name}' has no DeviceAuthorizationEndpoint. Set it to the address where the provider gives "
                + "out device codes (RFC 8628), if it does.");
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<OAuthToken> RequestAsync(
        GrantContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var provider = context.Provider;
        var first = context.CreateFirstRequest(
            provider.DeviceAuthorizationEndpoint!, EndpointNames.DeviceAuthorization);
        var startedAt = context.Time.GetUtcNow();
        var answer = await context.StartAsync(first, cancellationToken).ConfigureAwait(false);
        var poll = GrantPoll.Read(answer, "device_code", context);
        var code = new DeviceCode(answer, provider, startedAt + poll.Lifetime);
        await context.CallHostAsync(cancel => ShowAsync(code, cancel), cancellationToken).ConfigureAwait(false);
        return await poll.WaitAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> ShowAsync(DeviceCode code, CancellationToken cancellationToken)
    {
        await _show(code, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
