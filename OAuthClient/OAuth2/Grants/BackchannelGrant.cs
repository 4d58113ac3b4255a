using OAuthClient.Internal;

namespace OAuthClient.OAuth2.Grants;

/// <summary>
/// Client-initiated backchannel authentication (OpenID Connect CIBA Core 1.0) in poll mode: the provider asks a user,
/// whom the program names, on the user's own device. Immutable.
/// </summary>
/// <remarks>
/// <see cref="OAuthDance.GrantAsync"/> waits until the user has answered or the request has expired. It needs
/// <see cref="OAuth2Provider.BackchannelAuthenticationEndpoint"/>, and the scope <c>openid</c>. The ping and push modes
/// are not supported.
/// </remarks>
public sealed class BackchannelGrant : OAuth2Grant
{
    private readonly string _hintName;
    private readonly Secret _hint;

    /// <summary>Creates the grant.</summary>
    /// <param name="hint">The user: an email address, a telephone number, or what <paramref name="kind"/> says.</param>
    /// <param name="kind">How the hint names the user.</param>
    /// <exception cref="ArgumentException">The hint is empty, or there is no such kind.</exception>
    public BackchannelGrant(Secret hint, BackchannelHint kind = BackchannelHint.LoginHint)
    {
        if (hint.IsEmpty)
            throw new ArgumentException("The provider cannot ask a user without a hint who it is.", nameof(hint));
        _hint = hint;
        _hintName = kind switch
        {
            BackchannelHint.LoginHint => "login_hint",
            BackchannelHint.IdToken => "id_token_hint",
            BackchannelHint.LoginHintToken => "login_hint_token",
            _ => throw new ArgumentException($"There is no hint of the kind {kind}.", nameof(kind)),
        };
    }

    /// <summary>A short message that the user sees on both devices, so that the user knows what is asked.</summary>
    /// <value>The default is null: none.</value>
    public string? BindingMessage { get; init; }

    /// <summary>A code that only the user knows, where the provider wants one.</summary>
    public Secret UserCode { get; init; }

    /// <inheritdoc/>
    public override string GrantType => "urn:openid:params:grant-type:ciba";

    /// <inheritdoc/>
    public override string Name => "ciba";

    /// <inheritdoc/>
    public override void Check(OAuth2Provider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        if (provider.BackchannelAuthenticationEndpoint is null)
        {
            throw new InvalidOperationException(
                $"'{provider.Name}' has no BackchannelAuthenticationEndpoint. Set it, if the provider has one (CIBA).");
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<OAuthToken> RequestAsync(
        GrantContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var first = context.CreateFirstRequest(
            context.Provider.BackchannelAuthenticationEndpoint!, EndpointNames.BackchannelAuthentication);
        first.Add(_hintName, _hint);
        if (BindingMessage is { } message)
            first.AddRange([("binding_message", message)]);
        if (!UserCode.IsEmpty)
            first.Add("user_code", UserCode);
        var answer = await context.StartAsync(first, cancellationToken).ConfigureAwait(false);
        var poll = GrantPoll.Read(answer, "auth_req_id", context);
        return await poll.WaitAsync(context, cancellationToken).ConfigureAwait(false);
    }
}
