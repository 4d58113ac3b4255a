using System.Text;

namespace OAuthClient.OAuth2;

/// <summary>
/// How the client tells an endpoint who it is (RFC 6749 section 2.3): just one way in each request. Derive from it for a way that is not
/// here, such as a signed assertion (RFC 7523). Immutable and thread-safe, as what derives from it must be.
/// </summary>
public abstract class ClientAuthentication
{
    /// <summary>Id and secret in the Authorization header, form-encoded first. Every server must support it.</summary>
    public static ClientAuthentication Basic { get; } = new BasicAuthentication("client_secret_basic", FormEncode);

    /// <summary>Id and secret in the Authorization header as they are, for servers that do not decode them.</summary>
    public static ClientAuthentication RawBasic { get; } = new BasicAuthentication("client_secret_basic_raw", text => text);

    /// <summary>Id and secret in the form.</summary>
    public static ClientAuthentication Post { get; } = new PostAuthentication();

    /// <summary>The id alone: a public client (RFC 6749 section 2.1), which has no secret.</summary>
    public static ClientAuthentication None { get; } = new NoAuthentication();

    /// <summary>Its name as RFC 7591 section 2 has it, such as <c>private_key_jwt</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Adds to a request what says who the client is. Called once for each request.</summary>
    /// <param name="request">The request: add to its form, or set its Authorization header, not both.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the request is complete.</returns>
    public abstract ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken);

    /// <summary>Its name.</summary>
    /// <returns>For example <c>client_secret_basic</c>.</returns>
    public sealed override string ToString() => Name;

    internal static ClientAuthentication FromName(string name) =>
        new[] { Basic, RawBasic, Post, None }.FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException($"token_endpoint_auth_method is '{name}'; it may be client_secret_basic, client_secret_basic_raw, client_secret_post or none.");

    // RFC 6749 section 2.3.1 and appendix B: form-encoded. A form leaves * - . _ alone, which servers that do not decode need.
    private static string FormEncode(string text) =>
        Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal).Replace("~", "%7E", StringComparison.Ordinal);

    private sealed class BasicAuthentication(string name, Func<string, string> encode) : ClientAuthentication
    {
        public override string Name => name;

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            var pair = $"{encode(request.Provider.ClientId)}:{encode(request.Provider.ClientSecret.Reveal())}";
            request.Authorize("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            return default;
        }
    }

    private sealed class PostAuthentication : ClientAuthentication
    {
        public override string Name => "client_secret_post";

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            request.Add("client_id", request.Provider.ClientId);
            request.Add("client_secret", request.Provider.ClientSecret);
            return default;
        }
    }

    private sealed class NoAuthentication : ClientAuthentication
    {
        public override string Name => "none";

        // RFC 6749 section 4.1.3: a client that does not authenticate says its id.
        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            request.Add("client_id", request.Provider.ClientId);
            return default;
        }
    }
}
