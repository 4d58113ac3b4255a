using System.CommandLine;
using System.Net.Http.Headers;
using OAuthClient;
using OAuthHarness.Commands;
using OAuthHarness.Terminal;

namespace OAuthHarness.Calls;

/// <summary>The arguments that describe a call of the API.</summary>
internal sealed class CallOptions
{
    private readonly Argument<string> _method = new("method") { Description = "The method, such as GET." };

    private readonly Argument<string> _url = new("url")
    {
        Description = "The address, or a path below the API's base address.",
    };

    private readonly KeyValueOption _headers = new("--request-header", "A header of the request: NAME:VALUE.", ':');

    private readonly Option<string?> _data = new("--data", "-d")
    {
        Description = "The body: a text, @FILE, or - for stdin. JSON is recognized; --content-type says otherwise.",
    };

    private readonly KeyValueOption _form = new("--form", "A field of a form.");

    private readonly Option<string?> _contentType = new("--content-type") { Description = "The type of the body." };

    public void AddTo(Command command)
    {
        _headers.Option.Aliases.Add("-H");
        command.Add(_method);
        command.Add(_url);
        foreach (var option in new Option[] { _headers.Option, _data, _form.Option, _contentType })
            command.Add(option);
    }

    public async Task<HttpRequestMessage> CreateRequestAsync(CommandRun run, OAuthProvider provider)
    {
        var method = run.Parsed.GetRequiredValue(_method).ToUpperInvariant();
        var address = CallAddress.Of(run.Parsed.GetRequiredValue(_url), provider);
        var request = new HttpRequestMessage(new(method), address)
        {
            Content = await CreateContentAsync(run),
        };
        foreach (var (name, value) in _headers.Read(run.Parsed))
        {
            if (!CallHeader.TryAdd(request, name, value))
            {
                throw new HarnessException(
                    ExitCode.WrongUse,
                    $"The header '{name}' cannot be sent. A name has letters and hyphens, a value is one line, and the "
                    + "token is added by this program.");
            }
        }
        return request;
    }

    private async Task<HttpContent?> CreateContentAsync(CommandRun run)
    {
        var form = _form.Read(run.Parsed);
        if (form.Count > 0 && run.Parsed.GetValue(_data) is not null)
            throw new HarnessException(ExitCode.WrongUse, "Give --data or --form, not both: a call has one body.");
        if (form.Count > 0)
            return new FormUrlEncodedContent(form);
        if (run.Parsed.GetValue(_data) is not { } data)
            return null;
        var body = await ReadAsync(data, run.CancellationToken);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(run.Parsed.GetValue(_contentType) ?? Guess(body));
        return content;
    }

    private static async Task<byte[]> ReadAsync(string data, CancellationToken cancellationToken)
    {
        if (data.StartsWith('@'))
            return await File.ReadAllBytesAsync(data[1..], cancellationToken);
        var text = data == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : data;
        return System.Text.Encoding.UTF8.GetBytes(text);
    }

    private static string Guess(byte[] body)
    {
        var first = body.AsSpan().TrimStart(" \t\r\n"u8);
        return !first.IsEmpty && first[0] is (byte)'{' or (byte)'[' ? "application/json" : "text/plain";
    }
}
