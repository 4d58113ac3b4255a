using System.Text;

namespace OAuthClient.OAuth2;

/// <summary>
/// A method of client authentication at the provider's endpoints (RFC 6749 section 2.3). Derive a class from it for
/// another method, such as a signed assertion (RFC 7523). Immutable and thread-safe; a derived class must be so too.
/// </summary>
public abstract class ClientAuthentication
{
    /// <summary>The form-encoded id and secret in the Authorization header. Every server must support it.</summary>
    public static ClientAuthentication Basic { get; } = new BasicAuthentication("client_secret_basic", FormEncode);

    /// <summary>
    /// The id and secret in the Authorization header, not encoded, for servers that do not decode them.
    /// </summary>
    public static ClientAuthentication RawBasic { get; } =
        new BasicAuthentication("client_secret_basic_raw", text => text);

    /// <summary>The id and secret in the form.</summary>
    public static ClientAuthentication Post { get; } = new PostAuthentication();

    /// <summary>The id alone, for a public client (RFC 6749 section 2.1), which has no secret.</summary>
    public static ClientAuthentication None { get; } = new NoAuthentication();

    /// <summary>The name of the method in RFC 7591 section 2, such as <c>private_key_jwt</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Adds the client's credentials to a request. Called once for each request.</summary>
    /// <param name="request">The request: add to its form, or set its Authorization header, but not both.</param>
    /// <param name="cancellationToken">Cancels the authentication. The request is not sent then.</param>
    /// <returns>A task that completes when the request is complete.</returns>
    public abstract ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken);

    /// <summary>Shows the name of the method.</summary>
    /// <returns>For example <c>client_secret_basic</c>.</returns>
    public sealed override string ToString() => Name;

    internal static ClientAuthentication FromName(string name) =>
        new[] { Basic, RawBasic, Post, None }.FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException(
            $"token_endpoint_auth_method is '{name}'; "
            + "it may be client_secret_basic, client_secret_basic_raw, client_secret_post or none.");

    // RFC 6749 section 2.3.1 and appendix B: form-encoded. The encoding keeps * - . _ for servers that do not decode.
    private static string FormEncode(string text) => Uri.EscapeDataString(text)
        .Replace("%20", "+", StringComparison.Ordinal)
        .Replace("%2A", "*", StringComparison.Ordinal)
        .Replace("~", "%7E", StringComparison.Ordinal);

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

        // RFC 6749 section 4.1.3: a client that does not authenticate sends its id.
        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            request.Add("client_id", request.Provider.ClientId);
            return default;
        }
    }
}
