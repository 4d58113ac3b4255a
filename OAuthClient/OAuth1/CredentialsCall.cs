using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>A request for credentials, before it is signed. It holds secrets, and prints none.</summary>
internal sealed class CredentialsCall(string endpoint)
{
    public string Endpoint => endpoint;

    /// <summary>The name of the endpoint, one of <see cref="EndpointNames"/>.</summary>
    public string EndpointName { get; init; } = EndpointNames.Token;

    /// <summary>The token that the request is signed with, and its secret; empty when there is none yet.</summary>
    public (Secret Token, Secret Secret) Token { get; init; }

    /// <summary>The protocol's parameters that belong to this kind of request only.</summary>
    public (string Name, string Value)[] ProtocolParameters { get; init; } = [];

    /// <summary>The lease under which the request is sent.</summary>
    public RenewalLease Lease { get; init; } = RenewalLease.None;

    /// <summary>The parameters of the body.</summary>
    public (string Name, string Value)[] Form { get; init; } = [];

    /// <summary>The values of parameters that no error may show.</summary>
    public Secret[] SecretValues { get; init; } = [];
}
