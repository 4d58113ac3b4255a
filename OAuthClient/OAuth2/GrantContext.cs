using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The requests that an <see cref="OAuth2Grant"/> can send. The client authenticates each request by itself. Not
/// thread-safe: it serves one token.
/// </summary>
public sealed class GrantContext
{
    private readonly OAuth2Grant _grant;
    private readonly ProtocolClient _http;
    private readonly ExtensionRun _extensions;
    private readonly RenewalLease _lease;

    internal GrantContext(OAuth2Provider provider, OAuth2Grant grant, GrantServices services, RenewalLease lease)
    {
        Provider = provider;
        Options = services.Options;
        _grant = grant;
        _http = services.Http;
        _extensions = services.Extensions.Start();
        _lease = lease;
    }

    /// <summary>The provider, with your client id and secret.</summary>
    public OAuth2Provider Provider { get; }

    /// <summary>The clock of the dance.</summary>
    public TimeProvider Time => Options.Time;

    internal OAuthDanceOptions Options { get; }

    internal ExtensionRun Extensions => _extensions;

    private IReadOnlyList<string> Scopes => _grant.Scopes.Count > 0 ? _grant.Scopes : Provider.Scopes;

    /// <summary>
    /// Creates the token request of the grant: <c>grant_type</c>, the scopes, the resources (RFC 8707) and the
    /// <see cref="OAuth2Provider.TokenParameters"/>. Add the parameters of the grant to it.
    /// </summary>
    /// <param name="sendsScopes">
    /// Whether the request has the scopes; false when an earlier request had them.
    /// </param>
    /// <returns>The request, which is not sent yet.</returns>
    public ClientRequest CreateRequest(bool sendsScopes = true)
    {
        var request = new ClientRequest(Provider, Provider.TokenEndpoint) { Lease = _lease };
        request.AddRange([("grant_type", _grant.GrantType)]);
        if (sendsScopes)
            AddTargets(request);
        request.AddMissing(ParameterTemplate.Fill(Provider.TokenParameters, FindValue));
        return request;
    }

    /// <summary>Sends the token request, and reads the token.</summary>
    /// <param name="request">The request, as <see cref="CreateRequest"/> makes it. It is sent once.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The token.</returns>
    /// <exception cref="OAuthException">The provider gave no token.</exception>
    public async ValueTask<OAuthToken> SendAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var answer = await request.SendAsync(_http, _extensions, OAuth2Leg.Grant, cancellationToken)
                .ConfigureAwait(false);
            var response = new TokenResponse(Provider, TokenShape.OfLogin(Provider));
            var token = response.Read(answer, Scopes, Time.GetUtcNow(), request.Secrets);
            return await _extensions.TokenAsync(token, null, OAuth2Leg.Grant, cancellationToken).ConfigureAwait(false);
        }
        catch (OAuthException failure)
        {
            throw GrantHint.Explain(failure, _grant);
        }
    }

    /// <summary>Creates a request that comes before the token request, with the scopes and resources.</summary>
    internal ClientRequest CreateFirstRequest(string endpoint, string endpointName)
    {
        var request = new ClientRequest(Provider, endpoint) { EndpointName = endpointName, Lease = _lease };
        AddTargets(request);
        return request;
    }

    /// <summary>Sends a request that comes before the token request.</summary>
    /// <returns>The fields of the answer.</returns>
    internal async ValueTask<GrantAnswer> StartAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        var answer = await request.SendAsync(_http, _extensions, OAuth2Leg.GrantStart, cancellationToken)
            .ConfigureAwait(false);
        var fields = AnswerFields.Parse(answer);
        if (AnswerError.Find(answer, fields, request.Secrets) is { } error)
            throw GrantHint.Explain(error, _grant);
        return new(answer, fields ?? throw AnswerError.Unreadable(answer, request.Secrets), request.Secrets);
    }

    /// <summary>Calls a delegate of the host.</summary>
    internal async ValueTask<T> CallHostAsync<T>(
        Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.Deadline.RunAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (
            cause is not OAuthException && !HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromHostClass(
                OAuthErrorCode.GrantFailed, $"The delegate of the grant '{_grant.Name}'", cause);
        }
    }

    private void AddTargets(ClientRequest request)
    {
        if (Scopes.Count > 0)
            request.AddRange([("scope", string.Join(Provider.ScopeJoiner, Scopes))]);
        request.AddRange(AuthorizationRequest.TargetParameters(Provider));
    }

    // A grant has no callback and no redirect URI, so their placeholders have no value.
    private string? FindValue(string placeholder) => placeholder switch
    {
        "scope" => string.Join(Provider.ScopeJoiner, Scopes),
        "client_id" => Provider.ClientId,
        _ => null,
    };
}
