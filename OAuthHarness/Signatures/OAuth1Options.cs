using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using OAuthClient;
using OAuthClient.OAuth1;

namespace OAuthHarness.Signatures;

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

    private readonly Option<string?> _body = new("--body") { Description = "The body, if it is no form." };

    private readonly Option<string?> _callback = new("--callback")
    {
        Description = "oauth_callback, for the first leg: the redirect URI, or oob.",
    };

    private readonly Option<string?> _verifier = SecretOption("--verifier", "oauth_verifier, for the third leg.");

    private readonly Option<bool> _version = new("--version") { Description = "Send oauth_version." };

    private readonly Option<bool> _bodyHash = new("--body-hash")
    {
        Description = "Send oauth_body_hash, the hash of a body that is no form.",
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
            _body, _callback, _verifier, _version, _bodyHash,
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
            Quirks = new() { SendsVersion = parsed.GetValue(_version), SendsBodyHash = parsed.GetValue(_bodyHash) },
        };
    }

    public Secret TokenSecret(ParseResult parsed) => ResolveSecret(parsed, _tokenSecret);

    public Secret Token(ParseResult parsed) => ResolveSecret(parsed, _token);

    /// <summary>The request, signed as a session signs it.</summary>
    public async Task<HttpRequestMessage> SignAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = CreateRequest(parsed);
        var token = new OAuthToken { AccessToken = Token(parsed), TokenSecret = TokenSecret(parsed) };
        var parameters = new Dictionary<string, string>();
        if (parsed.GetValue(_callback) is { } callback)
            parameters["oauth_callback"] = callback;
        if (ResolveSecret(parsed, _verifier) is { } verifier)
            parameters["oauth_verifier"] = verifier;
        await RequestSignature.AddAsync(Provider(parsed), request, token, parameters, cancellationToken);
        return request;
    }

    /// <summary>The request with the signature that it has or, if it has none, signed here.</summary>
    public async Task<HttpRequestMessage> SignIfUnsignedAsync(
        ParseResult parsed, string? authorization, CancellationToken cancellationToken)
    {
        var request = CreateRequest(parsed);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", PastedHeader.ReadValue(authorization));
            return request;
        }
        var parameters = $"{request.RequestUri!.Query} {parsed.GetValue(_form)}";
        var isSigned = parameters.Contains("oauth_signature=", StringComparison.Ordinal);
        return isSigned ? request : await SignAsync(parsed, cancellationToken);
    }

    /// <summary>The request as it was signed elsewhere, by the words of the command line.</summary>
    public SignedInput ReadSigned(ParseResult parsed, string authorization) => new()
    {
        Provider = Provider(parsed),
        Method = parsed.GetRequiredValue(_method).ToUpperInvariant(),
        Url = parsed.GetRequiredValue(_url),
        Authorization = PastedHeader.ReadValue(authorization),
        Form = parsed.GetValue(_form),
        TokenSecret = TokenSecret(parsed),
    };

    private static Option<string?> SecretOption(string name, string description) =>
        new(name) { Description = $"{description} env:NAME takes it from the environment, @FILE from a file, - from stdin." };

    private static Uri? ParseUrl(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        // A signature covers the path as it is sent, so nothing of it may be written in another way. A fragment is not
        // sent.
        var asGiven = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        if (Uri.TryCreate(text.Split('#')[0], asGiven, out var url) && url.Scheme is "http" or "https")
            return url;
        result.AddError($"'{text}' is no absolute http or https address.");
        return null;
    }

    private static string? ResolveSecret(ParseResult parsed, Option<string?> option)
    {
        const string Prefix = "env:";
        var value = parsed.GetValue(option);
        if (value == "-")
            return Console.In.ReadLine() ?? throw new ArgumentException($"{option.Name} - reads a line of stdin, which has none.");
        if (value is ['@', .. var file])
            return File.ReadAllText(file).Trim();
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
        else if (parsed.GetValue(_body) is { } body)
            request.Content = new StringContent(body);
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
}
