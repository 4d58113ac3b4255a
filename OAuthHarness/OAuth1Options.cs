using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using OAuthClient;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Storage;
using Signals;

namespace OAuthHarness;

/// <summary>The options of the commands about OAuth 1 signatures.</summary>
/// <remarks>A secret may be given as <c>env:NAME</c>, so that no list of processes shows it.</remarks>
internal sealed class OAuth1Options
{
    private readonly Argument<string> _method = new("method") { Description = "The request's method, such as GET." };

    private readonly Argument<Uri> _url = new("url")
    {
        Description = "The request's address, with its query.",
        CustomParser = ParseUrl,
    };

    private readonly Option<string> _clientId = new("--client-id")
    {
        Description = "The consumer key.",
        Required = true,
    };

    private readonly Option<string?> _clientSecret = SecretOption("--client-secret", "The consumer secret.");
    private readonly Option<string?> _token = SecretOption("--token", "The token; none for two-legged calls.");
    private readonly Option<string?> _tokenSecret = SecretOption("--token-secret", "The token's secret.");

    private readonly Option<string> _signatureMethod = new("--signature-method")
    {
        Description = "The signature method.",
        DefaultValueFactory = _ => "HMAC-SHA1",
    };

    private readonly Option<FileInfo> _privateKey = new("--private-key")
    {
        Description = "A file with the private key in PEM, for the RSA methods.",
    };

    private readonly Option<string> _placement = new("--placement")
    {
        Description = "Where the parameters go.",
        DefaultValueFactory = _ => "header",
    };

    private readonly Option<string?> _realm = new("--realm") { Description = "The realm in the header." };

    private readonly Option<string?> _form = new("--form")
    {
        Description = "The body, if it is a form: a=1&b=2, encoded.",
    };

    public Command AddTo(Command command)
    {
        _signatureMethod.AcceptOnlyFromAmong(
            "HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512", "PLAINTEXT");
        _placement.AcceptOnlyFromAmong("header", "query", "form");
        _privateKey.AcceptExistingOnly();
        foreach (var argument in new Argument[] { _method, _url })
            command.Add(argument);
        Option[] options =
        [
            _clientId, _clientSecret, _token, _tokenSecret, _signatureMethod, _privateKey, _placement, _realm, _form,
        ];
        foreach (var option in options)
            command.Add(option);
        return command;
    }

    public OAuth1Provider Provider(ParseResult parsed)
    {
        var fields = Fields(parsed).Where(field => field.Value is not null);
        var provider = OAuth1Provider.FromFields(fields.Select(field => KeyValuePair.Create(field.Key, field.Value!)));
        return provider with
        {
            Allow = parsed.GetRequiredValue(_url).IsLoopback ? Insecure.LoopbackHttp : Insecure.None,
        };
    }

    public Secret TokenSecret(ParseResult parsed) => ResolveSecret(parsed, _tokenSecret);

    /// <summary>The request, signed as a session signs it.</summary>
    public async Task<HttpRequestMessage> SignAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var user = OAuthUser.TheOnlyOne;
        var tokens = new MemoryTokenStore();
        var provider = Provider(parsed);
        var dance = new OAuthDance(provider, "oob", new() { Tokens = tokens, Signals = new SignalRegistry() });
        var token = new OAuthToken
        {
            AccessToken = ResolveSecret(parsed, _token),
            TokenSecret = TokenSecret(parsed),
        };
        var key = new TokenKey(provider.Name, provider.ClientId, user, TokenKey.DefaultAccount);
        await tokens.PutAsync(key, token, null, cancellationToken);
        var capture = new CapturingHandler();
        var session = token.AccessToken.IsEmpty ? dance.TwoLeggedSession() : dance.Session(user);
        using var client = new HttpClient(new OAuthHandler(session, capture));
        await client.SendAsync(CreateRequest(parsed), cancellationToken);
        return capture.Sent!;
    }

    /// <summary>The request with the signature that it has or, if it has none, signed here.</summary>
    public async Task<HttpRequestMessage> SignIfUnsignedAsync(
        ParseResult parsed, string? authorization, CancellationToken cancellationToken)
    {
        var request = CreateRequest(parsed);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        var parameters = $"{authorization} {request.RequestUri!.Query} {parsed.GetValue(_form)}";
        var isSigned = parameters.Contains("oauth_signature=", StringComparison.Ordinal);
        return isSigned ? request : await SignAsync(parsed, cancellationToken);
    }

    private static Option<string?> SecretOption(string name, string description) =>
        new(name) { Description = $"{description} env:NAME takes it from the environment." };

    private static Uri? ParseUrl(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        result.AddError($"'{text}' is no absolute http or https address.");
        return null;
    }

    private static string? ResolveSecret(ParseResult parsed, Option<string?> option)
    {
        const string Prefix = "env:";
        var value = parsed.GetValue(option);
        if (value is null || !value.StartsWith(Prefix, StringComparison.Ordinal))
            return value;
        var variable = value[Prefix.Length..];
        return Environment.GetEnvironmentVariable(variable) ?? throw new ArgumentException(
            $"{option.Name} names the environment variable {variable}, which is not set.");
    }

    private HttpRequestMessage CreateRequest(ParseResult parsed)
    {
        var method = new HttpMethod(parsed.GetRequiredValue(_method).ToUpperInvariant());
        var request = new HttpRequestMessage(method, parsed.GetRequiredValue(_url));
        if (parsed.GetValue(_form) is { } form)
            request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return request;
    }

    private Dictionary<string, string?> Fields(ParseResult parsed)
    {
        var origin = parsed.GetRequiredValue(_url).GetLeftPart(UriPartial.Authority);
        return new()
        {
            ["name"] = "harness",
            ["client_id"] = parsed.GetRequiredValue(_clientId),
            ["client_secret"] = ResolveSecret(parsed, _clientSecret),
            ["api_base_url"] = origin,
            ["signature_method"] = parsed.GetRequiredValue(_signatureMethod),
            ["private_key"] = parsed.GetValue(_privateKey) is { } file ? File.ReadAllText(file.FullName) : null,
            ["placement"] = parsed.GetRequiredValue(_placement),
            ["realm"] = parsed.GetValue(_realm),
        };
    }

    /// <summary>Keeps the request instead of sending it.</summary>
    private sealed class CapturingHandler : HttpMessageHandler
    {
        public HttpRequestMessage? Sent { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent = request;
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
